// How long SQLite itself needs: inserts the rows of one store into another one of the same schema, with prepared statements,
// sorted by primary key, one transaction a log, and prints the seconds and processor seconds that the inserts and
// commits took, and the rows.
//
//     bare_inserts FULL.sqlite EMPTY.sqlite
//
// Rows are read into memory first, which is not counted.
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    sqlite3_int64 number;
    char *text;
    int length;
} cell;

static void check(int code, sqlite3 *db) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW) {
        fprintf(stderr, "%s\n", sqlite3_errmsg(db));
        exit(1);
    }
}

// Wall time and processor time.
typedef struct {
    double wall, processor;
} seconds;

static double read_clock(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static seconds now(void) { return (seconds){read_clock(CLOCK_MONOTONIC), read_clock(CLOCK_PROCESS_CPUTIME_ID)}; }

static seconds copied;

static void add_since(seconds start) {
    seconds end = now();
    copied.wall += end.wall - start.wall;
    copied.processor += end.processor - start.processor;
}

static long copied_rows;

// Copies what `select` gives into `table`; only the inserts are timed.
static void copy(sqlite3 *from, sqlite3 *to, const char *table, const char *select) {
    sqlite3_stmt *read;
    check(sqlite3_prepare_v2(from, select, -1, &read, NULL), from);
    int columns = sqlite3_column_count(read);
    size_t count = 0, capacity = 1024;
    cell *cells = malloc(capacity * columns * sizeof *cells);
    while (sqlite3_step(read) == SQLITE_ROW) {
        if (count == capacity) {
            capacity *= 2;
            cells = realloc(cells, capacity * columns * sizeof *cells);
        }
        for (int column = 0; column < columns; column++) {
            cell *target = &cells[count * columns + column];
            target->text = NULL;
            if (sqlite3_column_type(read, column) == SQLITE_TEXT) {
                target->length = sqlite3_column_bytes(read, column);
                target->text = malloc(target->length + 1);
                memcpy(target->text, sqlite3_column_text(read, column), target->length);
            } else {
                target->number = sqlite3_column_int64(read, column);
            }
        }
        count++;
    }
    sqlite3_finalize(read);

    char sql[512] = "";
    snprintf(sql, sizeof sql, "INSERT INTO %s VALUES (?", table);
    for (int column = 1; column < columns; column++) strcat(sql, ",?");
    strcat(sql, ")");
    sqlite3_stmt *insert;
    check(sqlite3_prepare_v2(to, sql, -1, &insert, NULL), to);
    seconds start = now();
    for (size_t row = 0; row < count; row++) {
        for (int column = 0; column < columns; column++) {
            cell *source = &cells[row * columns + column];
            if (source->text)
                sqlite3_bind_text(insert, column + 1, source->text, source->length, SQLITE_STATIC);
            else
                sqlite3_bind_int64(insert, column + 1, source->number);
        }
        check(sqlite3_step(insert), to);
        sqlite3_reset(insert);
    }
    add_since(start);
    copied_rows += (long)count;
    sqlite3_finalize(insert);
    for (size_t index = 0; index < count * columns; index++) free(cells[index].text);
    free(cells);
}

static void run(sqlite3 *db, const char *sql) {
    seconds start = now();
    check(sqlite3_exec(db, sql, NULL, NULL, NULL), db);
    add_since(start);
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    sqlite3 *from, *to;
    check(sqlite3_open(argv[1], &from), from);
    check(sqlite3_open(argv[2], &to), to);
    run(to, "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16384");
    copied = (seconds){0, 0};
    run(to, "BEGIN IMMEDIATE");
    copy(from, to, "link", "SELECT * FROM link ORDER BY id");
    copy(from, to, "codes", "SELECT * FROM codes ORDER BY id");
    copy(from, to, "day_attribution", "SELECT * FROM day_attribution ORDER BY day, link, codes");
    run(to, "COMMIT");
    sqlite3_stmt *logs;
    check(sqlite3_prepare_v2(from, "SELECT id FROM log ORDER BY id", -1, &logs, NULL), from);
    while (sqlite3_step(logs) == SQLITE_ROW) {
        static const char *tables[][2] = {
            {"attribution", "log, hour, link, codes"}, {"outcome", "log, hour, link"},
            {"rejection", "log, hour, link, parameter, reason, value"}, {"touch", "reference, log, second, link, codes"},
            {"hour_count", "log, hour"}};
        run(to, "BEGIN IMMEDIATE");
        for (size_t index = 0; index < sizeof tables / sizeof *tables; index++) {
            char sql[256];
            snprintf(sql, sizeof sql, "SELECT * FROM %s WHERE log = %lld ORDER BY %s", tables[index][0],
                     sqlite3_column_int64(logs, 0), tables[index][1]);
            copy(from, to, tables[index][0], sql);
        }
        run(to, "COMMIT");
    }
    sqlite3_finalize(logs);
    sqlite3_close(from);
    seconds start = now();
    sqlite3_close(to);
    add_since(start);
    printf("%.3f %.3f %ld\n", copied.wall, copied.processor, copied_rows);
    return 0;
}

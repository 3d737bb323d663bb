#ifndef LINKTALLY_CSIMDJSON_H
#define LINKTALLY_CSIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// simdjson (Debian: libsimdjson-dev) behind a C interface, as far as payment events need it.
//
// Contract:
// - one thread at a time for each `linktally_json`;
// - behind `length` bytes of text there are LINKTALLY_JSON_PADDING more that may be read; what they are does not matter;
// - a text stays as it is, where it is, while its elements are walked, and until its values have been copied.

#define LINKTALLY_JSON_PADDING 64

#ifdef __cplusplus
extern "C" {
#endif

/// Parsers and their memory.
typedef struct linktally_json linktally_json;

/// NULL where the system has no memory.
linktally_json *linktally_json_new(void);
void linktally_json_free(linktally_json *json);

/// Whether `name`'s member of the object in `text` is the string `value`; false also where `text` is no object.
/// Looks no further than the member.
bool linktally_json_has(linktally_json *json, const char *text, size_t length, const char *name, const char *value);

/// 1 or 0 where `name`'s member of the object in `text` is true or false, and -1 where it is anything else, or not there.
int linktally_json_flag(linktally_json *json, const char *text, size_t length, const char *name);

/// Begins to walk the elements of a list: of the array `text`, or of the array that is the member `name` of the object
/// `text` where `name` is not NULL. Returns NULL, or why it cannot.
const char *linktally_json_open(linktally_json *json, const char *text, size_t length, const char *name);

/// The place of the next element in the text. False at the end, which `*error` tells from a fault: NULL, or what it is.
bool linktally_json_next(linktally_json *json, size_t *offset, size_t *length, const char **error);

/// Reads a whole text and checks it. Returns NULL, or what is wrong with it. Nothing of an open list changes.
const char *linktally_json_parse(linktally_json *json, const char *text, size_t length);

typedef enum {
    linktally_json_missing,
    linktally_json_null,
    linktally_json_boolean,
    linktally_json_integer,
    linktally_json_number,
    linktally_json_string,
    linktally_json_array,
    linktally_json_object,
} linktally_json_kind;

typedef struct {
    linktally_json_kind kind;
    /// The integer, or 0 and 1 for false and true.
    int64_t integer;
    /// UTF-8, until the next parse.
    const char *string;
    size_t length;
} linktally_json_value;

/// The value at a JSON pointer (RFC 6901) of the text that was parsed last.
linktally_json_value linktally_json_find(const linktally_json *json, const char *pointer, size_t length);

#ifdef __cplusplus
}
#endif

#endif

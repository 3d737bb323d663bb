// What simdjson on demand needs to find the keys of a JSON log, for comparison with LinkTally's own reader:
//   c++ -O3 -march=native -std=c++17 -o simdjson Benchmarks/simdjson.cpp -lsimdjson
//   simdjson FILE KEY...     Debian package libsimdjson-dev
// It finds the keys of each line, unescapes strings into its own buffer, and adds up their lengths; nothing is validated,
// counted or kept.
#include <simdjson.h>

#include <chrono>
#include <cstdio>
#include <cstring>
#include <string_view>

int main(int count, char **arguments) {
    using namespace simdjson;
    padded_string log = padded_string::load(arguments[1]);
    ondemand::parser parser;
    auto start = std::chrono::steady_clock::now();
    size_t lines = 0, refused = 0, bytes = 0, position = 0;
    while (position < log.size()) {
        const char *line = log.data() + position;
        const char *end = static_cast<const char *>(memchr(line, '\n', log.size() - position));
        size_t length = end ? size_t(end - line) : log.size() - position;
        position += length + 1;
        lines++;
        ondemand::document document;
        bool fits = !parser.iterate(line, length, log.size() - size_t(line - log.data()) + SIMDJSON_PADDING).get(document);
        for (int number = 2; fits && number < count; number++) {
            ondemand::value value;
            if (document.find_field_unordered(arguments[number]).get(value)) continue;
            std::string_view text;
            if (value.type() == ondemand::json_type::string) {
                if (value.get_string().get(text)) fits = false;
                else bytes += text.size();
            } else {
                bytes += value.raw_json_token().size();
            }
        }
        if (!fits) refused++;
    }
    double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    printf("%zu lines, %zu refused, %zu bytes of values, %.3f s, %.2f GB/s (%s)\n", lines, refused, bytes, seconds,
           log.size() / seconds / 1e9, get_active_implementation()->name().c_str());
}

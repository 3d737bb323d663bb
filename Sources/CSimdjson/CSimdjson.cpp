#include "CSimdjson.h"

#include <new>
#include <simdjson.h>

using namespace simdjson;

static_assert(LINKTALLY_JSON_PADDING >= SIMDJSON_PADDING, "the padding that callers leave is what simdjson reads");

using Place = simdjson_result<ondemand::array_iterator>;

struct linktally_json {
    // Walks lists without keeping them; each element is then read, and checked, by the other.
    ondemand::parser walker;
    ondemand::document list;
    const char *text = nullptr;
    bool is_first = true;
    Place place;
    Place end;

    dom::parser parser;
    dom::element root;
};

extern "C" {

linktally_json *linktally_json_new() { return new (std::nothrow) linktally_json; }

void linktally_json_free(linktally_json *json) { delete json; }

bool linktally_json_has(linktally_json *json, const char *text, size_t length, const char *name, const char *value) {
    std::string_view found;
    ondemand::object object;
    return json->walker.iterate(text, length, length + LINKTALLY_JSON_PADDING).get(json->list) == SUCCESS
        && json->list.get_object().get(object) == SUCCESS
        && object.find_field_unordered(name).get_string().get(found) == SUCCESS && found == value;
}

int linktally_json_flag(linktally_json *json, const char *text, size_t length, const char *name) {
    bool flag = false;
    ondemand::object object;
    bool is_flag = json->walker.iterate(text, length, length + LINKTALLY_JSON_PADDING).get(json->list) == SUCCESS
        && json->list.get_object().get(object) == SUCCESS
        && object.find_field_unordered(name).get_bool().get(flag) == SUCCESS;
    return is_flag ? flag : -1;
}

const char *linktally_json_open(linktally_json *json, const char *text, size_t length, const char *name) {
    json->text = text;
    json->is_first = true;
    ondemand::array array;
    error_code error = json->walker.iterate(text, length, length + LINKTALLY_JSON_PADDING).get(json->list);
    if (!error) {
        error = name ? json->list.find_field_unordered(name).get_array().get(array) : json->list.get_array().get(array);
    }
    if (error) return error_message(error);
    json->place = array.begin();
    json->end = array.end();
    return nullptr;
}

bool linktally_json_next(linktally_json *json, size_t *offset, size_t *length, const char **error) {
    *error = nullptr;
    if (!json->is_first) ++json->place;
    json->is_first = false;
    if (json->place == json->end) return false;
    ondemand::value value;
    std::string_view raw;
    error_code code = (*json->place).get(value);
    ondemand::json_type type;
    if (!code) code = value.type().get(type);
    if (!code) {
        switch (type) {
        case ondemand::json_type::object: {
            ondemand::object object;
            code = value.get_object().get(object);
            if (!code) code = object.raw_json().get(raw);
            break;
        }
        case ondemand::json_type::array: {
            ondemand::array array;
            code = value.get_array().get(array);
            if (!code) code = array.raw_json().get(raw);
            break;
        }
        default: raw = value.raw_json_token();
        }
    }
    if (code) {
        *error = error_message(code);
        return false;
    }
    *offset = size_t(raw.data() - json->text);
    *length = raw.size();
    return true;
}

const char *linktally_json_parse(linktally_json *json, const char *text, size_t length) {
    error_code error = json->parser.parse(text, length, false).get(json->root);
    return error ? error_message(error) : nullptr;
}

linktally_json_value linktally_json_find(const linktally_json *json, const char *pointer, size_t length) {
    linktally_json_value value = {linktally_json_missing, 0, nullptr, 0};
    dom::element element;
    if (json->root.at_pointer(std::string_view(pointer, length)).get(element)) return value;
    switch (element.type()) {
    case dom::element_type::NULL_VALUE: value.kind = linktally_json_null; break;
    case dom::element_type::BOOL: {
        bool flag = false;
        (void)element.get(flag);
        value.kind = linktally_json_boolean;
        value.integer = flag;
        break;
    }
    case dom::element_type::INT64:
        value.kind = linktally_json_integer;
        (void)element.get(value.integer);
        break;
    case dom::element_type::STRING: {
        std::string_view string;
        (void)element.get(string);
        value.kind = linktally_json_string;
        value.string = string.data();
        value.length = string.size();
        break;
    }
    case dom::element_type::ARRAY: value.kind = linktally_json_array; break;
    case dom::element_type::OBJECT: value.kind = linktally_json_object; break;
    default: value.kind = linktally_json_number; break;  // a fraction, or beyond 64 bits with a sign
    }
    return value;
}
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading JSON of others: every getter checks the type, so no wrong type ever reaches json-glib.
 *
 * `get` demands the member and names what is wrong; `peek` takes what is there and is of the right
 * type, and gives nothing otherwise. Strings and objects belong to the tree that they were read
 * from. `place` in a message is the member's name; the caller prefixes where it stands. */
#pragma once

#include <json-glib/json-glib.h>

#include "loket-day.h"
#include "loket-moment.h"

G_BEGIN_DECLS

enum {
  /* The parser calls itself for every level: beyond this a hostile text could exhaust the stack. */
  LOKET_JSON_DEPTH_MAX = 100,
};

gboolean    loket_json_number_is_kept (const char *number, gsize length);

JsonNode   *loket_json_parse      (const char *text, gssize length, GError **error);
JsonNode   *loket_json_load       (const char *path, GError **error);
char       *loket_json_to_string  (JsonNode *node, gboolean pretty);
char       *loket_json_object_to_string (JsonObject *object);
gboolean    loket_json_objects_equal    (JsonObject *a, JsonObject *b);
JsonObject *loket_json_object_copy      (JsonObject *object);

const char *loket_json_get_string (JsonObject *object, const char *member, GError **error);
gboolean    loket_json_get_int    (JsonObject *object, const char *member, gint64 *value, GError **error);
gboolean    loket_json_get_day    (JsonObject *object, const char *member, LoketDay *day, GError **error);
JsonObject *loket_json_get_object (JsonObject *object, const char *member, GError **error);
JsonArray  *loket_json_get_array  (JsonObject *object, const char *member, GError **error);

const char *loket_json_peek_string  (JsonObject *object, const char *member);
gint64      loket_json_peek_int     (JsonObject *object, const char *member, gint64 when_absent);
gboolean    loket_json_peek_boolean (JsonObject *object, const char *member, gboolean when_absent);
LoketDay    loket_json_peek_day     (JsonObject *object, const char *member);
LoketMoment loket_json_peek_moment  (JsonObject *object, const char *member);
JsonObject *loket_json_peek_object  (JsonObject *object, const char *member);
JsonArray  *loket_json_peek_array   (JsonObject *object, const char *member);
char      **loket_json_peek_strings (JsonObject *object, const char *member);

/* What is absent stays absent: the contract has no null. */
void        loket_json_set_text     (JsonObject *object, const char *member, const char *text);
void        loket_json_set_day      (JsonObject *object, const char *member, LoketDay day);

JsonObject *loket_json_array_peek_object (JsonArray *array, guint index);
const char *loket_json_array_peek_string (JsonArray *array, guint index);

G_END_DECLS

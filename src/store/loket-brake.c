/* SPDX-License-Identifier: EUPL-1.2 */
/* Brakes as values, and as the text that is kept. */
#include "config.h"

#include "loket-brake.h"
#include "loket-json.h"
#include "loket-words-table.h"

static const char *const kinds[] = {
    "otherRealm", "otherAccount", "emptyLoket", "massWithdrawal", "cursorBack", NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == LOKET_N_BRAKES + 1);

const char *
loket_brake_kind_to_string (LoketBrakeKind kind)
{
  return loket_words_table_get (kinds, (int) kind);
}

/**
 * loket_brake_kind_from_string:
 * @code: (nullable)
 * @kind: (out)
 *
 * Returns: whether @code is one of ours
 */
gboolean
loket_brake_kind_from_string (const char *code, LoketBrakeKind *kind)
{
  int found = loket_words_table_find (kinds, code, -1);

  if (found >= 0)
    *kind = (LoketBrakeKind) found;
  return found >= 0;
}

/**
 * loket_brake_kind_may_go_on:
 *
 * Whether a person may admit it. What another loket or another account gives is never taken into
 * this desk.
 */
gboolean
loket_brake_kind_may_go_on (LoketBrakeKind kind)
{
  return kind != LOKET_BRAKE_OTHER_REALM && kind != LOKET_BRAKE_OTHER_ACCOUNT;
}

/**
 * loket_brake_new:
 * @detail: (nullable)
 */
LoketBrake *
loket_brake_new (LoketBrakeKind kind, LoketMoment at, const char *detail)
{
  LoketBrake *self = g_new0 (LoketBrake, 1);

  self->kind = kind;
  self->at = at;
  self->detail = g_strdup (detail);
  return self;
}

/**
 * loket_brake_copy:
 * @self: (nullable)
 */
LoketBrake *
loket_brake_copy (const LoketBrake *self)
{
  LoketBrake *copy;

  if (self == NULL)
    return NULL;
  copy = loket_brake_new (self->kind, self->at, self->detail);
  copy->known = self->known;
  copy->affected = self->affected;
  copy->other = g_strdup (self->other);
  copy->case_ids = g_strdupv (self->case_ids);
  return copy;
}

void
loket_brake_free (LoketBrake *self)
{
  if (self == NULL)
    return;
  g_free (self->detail);
  g_free (self->other);
  g_strfreev (self->case_ids);
  g_free (self);
}

/**
 * loket_brake_is_same:
 * @other: (nullable)
 *
 * Returns: whether what is said of one is said of the other; one that came again is another
 */
gboolean
loket_brake_is_same (const LoketBrake *self, const LoketBrake *other)
{
  return other != NULL && self->kind == other->kind && self->at == other->at;
}

static JsonArray *
case_ids_to_json (char **case_ids)
{
  JsonArray *array = json_array_new ();

  for (int i = 0; case_ids[i] != NULL; i++)
    json_array_add_string_element (array, case_ids[i]);
  return array;
}

char *
loket_brake_to_text (const LoketBrake *self)
{
  g_autoptr (JsonObject) json = json_object_new ();

  json_object_set_string_member (json, "kind", loket_brake_kind_to_string (self->kind));
  json_object_set_int_member (json, "at", self->at);
  json_object_set_int_member (json, "known", self->known);
  json_object_set_int_member (json, "affected", self->affected);
  if (self->detail != NULL)
    json_object_set_string_member (json, "detail", self->detail);
  if (self->other != NULL)
    json_object_set_string_member (json, "other", self->other);
  if (self->case_ids != NULL)
    json_object_set_array_member (json, "caseIds", case_ids_to_json (self->case_ids));
  return loket_json_object_to_string (json);
}

/**
 * loket_brake_from_text:
 *
 * A brake that cannot be read, or of a kind that only a newer program knows, still stops: it is
 * taken for the kind that makes a person ask the loket again.
 *
 * Returns: (transfer full)
 */
LoketBrake *
loket_brake_from_text (const char *text)
{
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, NULL);
  LoketBrake *self = loket_brake_new (LOKET_BRAKE_CURSOR_BACK, LOKET_NO_MOMENT, NULL);
  JsonObject *json;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return self;
  json = json_node_get_object (root);
  loket_brake_kind_from_string (loket_json_peek_string (json, "kind"), &self->kind);
  self->at = loket_json_peek_int (json, "at", LOKET_NO_MOMENT);
  self->known = loket_json_peek_int (json, "known", 0);
  self->affected = loket_json_peek_int (json, "affected", 0);
  self->detail = g_strdup (loket_json_peek_string (json, "detail"));
  self->other = g_strdup (loket_json_peek_string (json, "other"));
  self->case_ids = loket_json_peek_strings (json, "caseIds");
  return self;
}

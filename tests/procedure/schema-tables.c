/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints what the strict check lets stand in data files, as JSON: for schema.py. */
#include "config.h"

#include "loket-schema-private.h"

static const char *const kinds[] = {
    "string", "code",    "text",  "day",    "count",  "number", "boolean", "true",  "word", "words",
    "codes",  "strings", "texts", "counts", "object", "list",   "fact",    "names", "free", "any",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == LOKET_SCHEMA_ANY + 1);

static void add_table (JsonBuilder *builder, const LoketSchema *table);

static void
add_string (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

static void
add_words (JsonBuilder *builder, const LoketSchema *member)
{
  const char *word;

  json_builder_set_member_name (builder, "words");
  json_builder_begin_array (builder);
  for (int i = 0; member->words != NULL && member->words[i] != NULL; i++)
    json_builder_add_string_value (builder, member->words[i]);
  for (int i = 1; member->set != NULL && (word = member->set->at (i)) != NULL; i++)
    json_builder_add_string_value (builder, word);
  json_builder_end_array (builder);
}

static void
add_member (JsonBuilder *builder, const LoketSchema *member)
{
  json_builder_begin_object (builder);
  add_string (builder, "name", member->name);
  add_string (builder, "kind", kinds[member->kind]);
  json_builder_set_member_name (builder, "optional");
  json_builder_add_boolean_value (builder, member->optional);
  if (member->words != NULL || member->set != NULL)
    add_words (builder, member);
  if (member->kind == LOKET_SCHEMA_FACT) {
    json_builder_set_member_name (builder, "value");
    add_member (builder, member->inner);
  } else if (member->inner != NULL) {
    json_builder_set_member_name (builder, "members");
    add_table (builder, member->inner);
  }
  json_builder_end_object (builder);
}

static void
add_table (JsonBuilder *builder, const LoketSchema *table)
{
  json_builder_begin_array (builder);
  for (const LoketSchema *member = table; member->name != NULL; member++)
    add_member (builder, member);
  json_builder_end_array (builder);
}

int
main (void)
{
  const struct {
    const char *name;
    const LoketSchema *table;
  } tables[] = {
      {"profile", _loket_profile_schema}, {"calendar", _loket_calendar_schema},
      {"agency", _loket_agency_schema},   {"directory", _loket_directory_schema},
      {"clock", _loket_clock_schema},     {"row", _loket_row_schema},
      {"to", _loket_to_schema},           {"routing", _loket_routing_schema},
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++) {
    json_builder_set_member_name (builder, tables[i].name);
    add_table (builder, tables[i].table);
  }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  g_print ("%s\n", text);
  return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The note of a salvage, as work.db keeps it. */
#include "config.h"

#include "loket-json.h"
#include "loket-salvage.h"

LoketSalvage *
loket_salvage_copy (const LoketSalvage *self)
{
  LoketSalvage *copy = g_new0 (LoketSalvage, 1);

  *copy = *self;
  copy->lost_tables = g_strdupv (self->lost_tables);
  copy->aside_path = g_strdup (self->aside_path);
  copy->documents_path = g_strdup (self->documents_path);
  return copy;
}

void
loket_salvage_free (LoketSalvage *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->lost_tables);
  g_free (self->aside_path);
  g_free (self->documents_path);
  g_free (self);
}

static char *
dup_name (const char *path)
{
  return path != NULL ? g_path_get_basename (path) : NULL;
}

static char *
find_path (JsonObject *json, const char *member, const char *folder)
{
  const char *name = loket_json_peek_string (json, member);

  return name != NULL ? g_build_filename (folder, name, NULL) : NULL;
}

/* The folder may be moved: only the name of the file stands in it. */
char *
loket_salvage_to_json (const LoketSalvage *self)
{
  g_autoptr (JsonObject) json = json_object_new ();
  g_autoptr (JsonArray) lost = json_array_new ();
  g_autofree char *at = loket_moment_to_string (self->at);
  g_autofree char *name = dup_name (self->aside_path);
  g_autofree char *folder = dup_name (self->documents_path);

  for (int i = 0; self->lost_tables[i] != NULL; i++)
    json_array_add_string_element (lost, self->lost_tables[i]);
  json_object_set_string_member (json, "at", at);
  json_object_set_int_member (json, "rowsKept", self->rows_kept);
  json_object_set_int_member (json, "fromBackup", self->from_backup);
  json_object_set_array_member (json, "lostTables", g_steal_pointer (&lost));
  loket_json_set_text (json, "aside", name);
  if (self->documents_sought)
    json_object_set_int_member (json, "documents", self->documents);
  loket_json_set_text (json, "documentsFolder", folder);
  if (self->erased)
    json_object_set_boolean_member (json, "erased", TRUE);
  return loket_json_object_to_string (json);
}

/**
 * loket_salvage_from_json:
 * @folder: in which the damaged file was set aside
 *
 * Returns: (transfer full) (nullable): NULL where @text is no such note
 */
LoketSalvage *
loket_salvage_from_json (const char *text, const char *folder)
{
  g_autoptr (JsonNode) root = loket_json_parse (text, -1, NULL);
  JsonObject *json =
      root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  LoketSalvage *self;

  if (json == NULL)
    return NULL;
  self = g_new0 (LoketSalvage, 1);
  self->at = loket_json_peek_moment (json, "at");
  self->rows_kept = (guint) loket_json_peek_int (json, "rowsKept", 0);
  self->from_backup = (guint) loket_json_peek_int (json, "fromBackup", 0);
  self->lost_tables = loket_json_peek_strings (json, "lostTables");
  self->aside_path = find_path (json, "aside", folder);
  self->documents_sought = json_object_has_member (json, "documents");
  self->documents = (guint) loket_json_peek_int (json, "documents", 0);
  self->documents_path = find_path (json, "documentsFolder", folder);
  self->erased = json_object_has_member (json, "erased");
  return self;
}

/**
 * loket_salvage_add_earlier:
 * @earlier: of a damage that nobody has acknowledged yet
 *
 * What was said to be missing then is missing still. The file of then lies beside that of now; for
 * documents is looked again, and they go where those of then lie.
 */
void
loket_salvage_add_earlier (LoketSalvage *self, const LoketSalvage *earlier)
{
  g_autoptr (GStrvBuilder) lost = g_strv_builder_new ();
  g_auto (GStrv) now = self->lost_tables;

  g_strv_builder_addv (lost, (const char **) earlier->lost_tables);
  for (int i = 0; now[i] != NULL; i++) {
    if (!g_strv_contains ((const char *const *) earlier->lost_tables, now[i]))
      g_strv_builder_add (lost, now[i]);
  }
  self->lost_tables = g_strv_builder_end (lost);
  self->from_backup += earlier->from_backup;
  if (self->documents_path == NULL)
    self->documents_path = g_strdup (earlier->documents_path);
  self->erased |= earlier->erased;
}

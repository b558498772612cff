/* SPDX-License-Identifier: EUPL-1.2 */
/* The shipped rules in the data folder: the only file of this folder that reads files. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "loket-datadir.h"
#include "loket-error.h"
#include "loket-rules-private.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const char *name_a = *(const char *const *) a;
  const char *name_b = *(const char *const *) b;
  int number_a = atoi (name_a);
  int number_b = atoi (name_b);

  /* Versions are numbers: 10.json comes after 2.json. */
  if (number_a != number_b)
    return number_a - number_b;
  return g_strcmp0 (name_a, name_b);
}

/* Names in a folder, sorted: what is read first must not depend on the disk. */
static GPtrArray *
list_folder (const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = g_dir_open (path, 0, error);
  const char *name;

  if (folder == NULL)
    return NULL;
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* Whether the text says of itself what the name of its place says of it. */
static gboolean
check_name (
    JsonObject *json, const char *member, const char *wanted, const char *place, GError **error)
{
  const char *code = loket_json_peek_string (json, member);

  if (code != NULL ? g_str_equal (code, wanted) : g_str_equal (member, "id"))
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: does not agree with the %s's name",
               member, place);
  return FALSE;
}

static JsonNode *
load_node (const LoketOffer *offer, GError **error)
{
  g_autofree char *contents = NULL;
  const char *text;
  gsize length;

  if (offer->body != NULL)
    text = g_bytes_get_data (offer->body, &length);
  else if (g_file_get_contents (offer->place, &contents, &length, error))
    text = contents;
  else
    return NULL;
  return loket_json_parse (text, (gssize) length, error);
}

/**
 * _loket_offer_read:
 *
 * Returns: (transfer full): NULL where it is no object, or not the one that its name promises
 */
JsonObject *
_loket_offer_read (const LoketOffer *self, GError **error)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *json = self->json;

  if (json == NULL) {
    node = load_node (self, error);
    if (node == NULL)
      return NULL;
    if (!JSON_NODE_HOLDS_OBJECT (node)) {
      g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID, "an object is wanted");
      return NULL;
    }
    json = json_node_get_object (node);
  }
  if (!check_name (json, "id", self->id, self->version != NULL ? "folder" : "file", error) ||
      (self->version != NULL && !check_name (json, "version", self->version, "file", error)))
    return NULL;
  return json_object_ref (json);
}

/* What a file is called without its ending; NULL where it is no JSON. */
static char *
dup_code (const char *name)
{
  return g_str_has_suffix (name, ".json") ? g_strndup (name, strlen (name) - strlen (".json"))
                                          : NULL;
}

static gboolean
offer_files (LoketRules *self,
             LoketRuleKind kind,
             const char *folder,
             const char *profile_id,
             GError **error)
{
  g_autoptr (GPtrArray) names = list_folder (folder, error);

  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *code = dup_code (name);

    if (code != NULL && profile_id != NULL)
      loket_rules_offer (self, kind, profile_id, code, path, NULL);
    else if (code != NULL)
      loket_rules_offer (self, kind, code, NULL, path, NULL);
  }
  return names != NULL;
}

static gboolean
offer_profiles (LoketRules *self, GError **error)
{
  g_autofree char *folder = loket_datadir_build_path ("procedures", NULL);
  g_autoptr (GPtrArray) names = list_folder (folder, error);

  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *id = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (folder, id, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR) &&
        !offer_files (self, LOKET_RULE_PROFILE, path, id, error))
      return FALSE;
  }
  return names != NULL;
}

/* A loket can live without some of the folders. */
static gboolean
offer_folder (LoketRules *self, LoketRuleKind kind, const char *of, gboolean needed, GError **error)
{
  g_autofree char *folder = loket_datadir_build_path (of, NULL);

  if (!needed && !g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  return offer_files (self, kind, folder, NULL, error);
}

/**
 * loket_rules_new_lazy:
 *
 * Knows by their names the calendars, directories, profiles and agencies of the data folder, and
 * reads each when it is first asked for: a desk starts without those of others, and one of theirs
 * that is broken does not stop it. loket_rules_check_read() tells what could not be read.
 *
 * Any thread; blocks on the disk, and so does who asks first.
 *
 * Returns: (transfer full): NULL where the folders of calendars and procedures are not there
 */
LoketRules *
loket_rules_new_lazy (GError **error)
{
  g_autoptr (LoketRules) self = loket_rules_new ();

  if (offer_folder (self, LOKET_RULE_CALENDAR, "calendars", TRUE, error) &&
      offer_folder (self, LOKET_RULE_DIRECTORY, "directories", FALSE, error) &&
      offer_profiles (self, error) &&
      offer_folder (self, LOKET_RULE_AGENCY, "agencies", FALSE, error))
    return g_steal_pointer (&self);
  return NULL;
}

/**
 * loket_rules_new_load:
 *
 * Reads and checks all of the data folder at once: for a loket, and for who wants to know whether
 * every file is good. Any thread; blocks on the disk.
 *
 * Returns: (transfer full): NULL with an error that names the file and the place in it
 */
LoketRules *
loket_rules_new_load (GError **error)
{
  g_autoptr (LoketRules) self = loket_rules_new_lazy (error);

  if (self == NULL)
    return NULL;
  for (int kind = 0; kind < LOKET_N_RULE_KINDS; kind++)
    _loket_rules_ask_all (self, (LoketRuleKind) kind);
  return loket_rules_check_read (self, error) ? g_steal_pointer (&self) : NULL;
}

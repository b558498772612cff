/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the shipped rules from the data folder: the only file of this folder that reads files. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "loket-datadir.h"
#include "loket-error.h"
#include "loket-rules.h"

typedef gboolean (*AddFunc) (LoketRules *self, JsonObject *json, GError **error);

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

/* Whether the file says of itself what its name says of it. */
static gboolean
check_name (JsonObject *json, const char *member, const char *name, GError **error)
{
  const char *code = loket_json_peek_string (json, member);
  g_autofree char *wanted = g_strdup_printf ("%s.json", code != NULL ? code : "");

  if (g_str_equal (wanted, name))
    return TRUE;
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: does not agree with the file's name",
               member);
  return FALSE;
}

static JsonNode *
load_object (const char *path, GError **error)
{
  g_autoptr (JsonNode) node = loket_json_load (path, error);

  if (node == NULL || JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID, "%s: an object is wanted", path);
  return NULL;
}

static gboolean
load_file (LoketRules *self, const char *path, const char *member, AddFunc add, GError **error)
{
  g_autoptr (JsonNode) node = load_object (path, error);
  g_autofree char *name = g_path_get_basename (path);
  JsonObject *json;

  if (node == NULL)
    return FALSE;
  json = json_node_get_object (node);
  if (check_name (json, member, name, error) && add (self, json, error))
    return TRUE;
  g_prefix_error (error, "%s: ", path);
  return FALSE;
}

/* Adds a calendar after the one that it extends; @depth ends a chain that bites its own tail. */
static gboolean
load_calendar (LoketRules *self, const char *folder, const char *id, int depth, GError **error)
{
  g_autofree char *name = g_strdup_printf ("%s.json", id);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (JsonNode) node = NULL;
  const char *extends;

  if (loket_rules_get_calendar (self, id) != NULL)
    return TRUE;
  node = load_object (path, error);
  if (node == NULL)
    return FALSE;
  extends = loket_json_peek_string (json_node_get_object (node), "extends");
  if (extends != NULL && depth > 0 && !load_calendar (self, folder, extends, depth - 1, error))
    return FALSE;
  return load_file (self, path, "id", loket_rules_add_calendar, error);
}

static gboolean
load_calendars (LoketRules *self, GError **error)
{
  g_autofree char *folder = loket_datadir_build_path ("calendars", NULL);
  g_autoptr (GPtrArray) names = list_folder (folder, error);

  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *id = g_strdup (g_ptr_array_index (names, i));

    if (!g_str_has_suffix (id, ".json"))
      continue;
    id[strlen (id) - strlen (".json")] = '\0';
    if (!load_calendar (self, folder, id, (int) names->len, error))
      return FALSE;
  }
  return names != NULL;
}

/* A profile says its id twice: in the file and by the name of its folder. */
static gboolean
add_profile_of (LoketRules *self, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *id = g_path_get_basename (folder);
  g_autoptr (JsonNode) node = NULL;
  const char *found;

  if (!g_str_has_suffix (name, ".json"))
    return TRUE;
  node = load_object (path, error);
  if (node == NULL)
    return FALSE;
  found = loket_json_peek_string (json_node_get_object (node), "id");
  if (found == NULL || g_str_equal (found, id))
    return load_file (self, path, "version", loket_rules_add_profile, error);
  g_set_error (error, LOKET_ERROR, LOKET_ERROR_INVALID,
               "%s: id: does not agree with the folder's name", path);
  return FALSE;
}

static gboolean
load_versions (LoketRules *self, const char *folder, GError **error)
{
  g_autoptr (GPtrArray) names = list_folder (folder, error);

  for (guint i = 0; names != NULL && i < names->len; i++) {
    if (!add_profile_of (self, folder, g_ptr_array_index (names, i), error))
      return FALSE;
  }
  return names != NULL;
}

static gboolean
load_profiles (LoketRules *self, GError **error)
{
  g_autofree char *folder = loket_datadir_build_path ("procedures", NULL);
  g_autoptr (GPtrArray) names = list_folder (folder, error);

  for (guint i = 0; names != NULL && i < names->len; i++) {
    g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR) && !load_versions (self, path, error))
      return FALSE;
  }
  return names != NULL;
}

/* A folder of files of one kind; a loket can live without any of them. */
static gboolean
load_files (LoketRules *self, const char *of, AddFunc add, GError **error)
{
  g_autofree char *folder = loket_datadir_build_path (of, NULL);
  g_autoptr (GPtrArray) names = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  names = list_folder (folder, error);
  for (guint i = 0; names != NULL && i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_str_has_suffix (name, ".json") && !load_file (self, path, "id", add, error))
      return FALSE;
  }
  return names != NULL;
}

/**
 * loket_rules_new_load:
 *
 * Reads calendars, directories, profiles and agencies of the data folder. Any thread; blocks on the
 * disk.
 *
 * Returns: (transfer full): NULL with an error that names the file and the place in it
 */
LoketRules *
loket_rules_new_load (GError **error)
{
  g_autoptr (LoketRules) self = loket_rules_new ();

  if (load_calendars (self, error) &&
      load_files (self, "directories", loket_rules_add_directory, error) &&
      load_profiles (self, error) && load_files (self, "agencies", loket_rules_add_agency, error))
    return g_steal_pointer (&self);
  return NULL;
}

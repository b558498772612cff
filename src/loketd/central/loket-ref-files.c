/* SPDX-License-Identifier: EUPL-1.2 */
/* Reference data that do not change while the loket runs. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-datadir.h"
#include "loket-ref-files.h"

static GBytes *
make_body (JsonArray *items)
{
  g_autoptr (JsonObject) json = json_object_new ();
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), json);

  json_object_set_array_member (json, "items", items);
  return loket_body_from_json (node);
}

/**
 * loket_ref_files_read_calendars:
 * @rules: the calendars that are used
 *
 * Returns: (transfer full): their files, in the order of the rules
 */
GBytes *
loket_ref_files_read_calendars (LoketRules *rules, GError **error)
{
  GPtrArray *calendars = loket_rules_list_calendars (rules);
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < calendars->len; i++) {
    LoketCalendar *calendar = g_ptr_array_index (calendars, i);
    g_autofree char *name = g_strconcat (loket_calendar_get_id (calendar), ".json", NULL);
    g_autofree char *path = loket_datadir_build_path ("calendars", name, NULL);
    JsonNode *node = loket_json_load (path, error);

    if (node == NULL) {
      json_array_unref (items);
      return NULL;
    }
    json_array_add_element (items, node);
  }
  return make_body (items);
}

/**
 * loket_ref_files_make_organizations:
 *
 * Returns: (transfer full): the directory: every agency as its file has it
 */
GBytes *
loket_ref_files_make_organizations (LoketRules *rules)
{
  GPtrArray *agencies = loket_rules_list_agencies (rules);
  JsonArray *items = json_array_new ();

  for (guint i = 0; i < agencies->len; i++)
    json_array_add_object_element (
        items, json_object_ref (loket_agency_get_json (g_ptr_array_index (agencies, i))));
  return make_body (items);
}

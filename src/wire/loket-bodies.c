/* SPDX-License-Identifier: EUPL-1.2 */
/* Making the bodies of PUT, always the same bytes for the same values. */
#include "config.h"

#include <string.h>

#include "loket-bodies-private.h"
#include "loket-error.h"

static JsonNode *sort_node (JsonNode *node);

static JsonNode *
sort_object (JsonObject *object)
{
  JsonObject *sorted = json_object_new ();
  JsonNode *node = json_node_alloc ();
  g_autoptr (GList) members = g_list_sort (json_object_get_members (object), (GCompareFunc) strcmp);

  for (GList *l = members; l != NULL; l = l->next)
    json_object_set_member (sorted, l->data, sort_node (json_object_get_member (object, l->data)));
  json_node_init_object (node, sorted);
  json_object_unref (sorted);
  return node;
}

/* A copy with the members of every object in the order of their names. */
static JsonNode *
sort_node (JsonNode *node)
{
  JsonArray *sorted;
  JsonNode *result;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return sort_object (json_node_get_object (node));
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_node_ref (node);
  sorted = json_array_new ();
  for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
    json_array_add_element (sorted,
                            sort_node (json_array_get_element (json_node_get_array (node), i)));
  result = json_node_init_array (json_node_alloc (), sorted);
  json_array_unref (sorted);
  return result;
}

/**
 * loket_body_from_json:
 *
 * Returns: (transfer full): the canonical bytes: no blanks, members in the order of their names
 */
GBytes *
loket_body_from_json (JsonNode *node)
{
  g_autoptr (JsonNode) sorted = sort_node (node);
  char *text = loket_json_to_string (sorted, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/**
 * loket_body_to_object:
 *
 * Returns: (transfer full): NULL with LOKET_ERROR_INVALID when it is not a JSON object
 */
JsonObject *
loket_body_to_object (GBytes *body, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autoptr (JsonNode) root = loket_json_parse (text != NULL ? text : "", (gssize) length, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    g_set_error_literal (error, LOKET_ERROR, LOKET_ERROR_INVALID, "an object is wanted here");
    return NULL;
  }
  return json_object_ref (json_node_get_object (root));
}

static void
add_clock_off (JsonObject *json, const LoketClockOff *clock_off)
{
  JsonObject *member = json_object_new ();
  g_autofree char *desk_at = loket_moment_to_string (clock_off->desk_at);
  g_autofree char *corrected_at = loket_moment_to_string (clock_off->corrected_at);

  json_object_set_string_member (member, "deskAt", desk_at);
  json_object_set_string_member (member, "correctedAt", corrected_at);
  json_object_set_object_member (json, "clockOff", member);
}

/**
 * loket_act_body_make:
 * @act: a pending act
 * @clock_off: (nullable): where the desk's clock was wrong when it was done
 *
 * Returns: (transfer full): what is to be sent, and kept, unchanged until the loket has taken it
 */
GBytes *
loket_act_body_make (const LoketAct *act, const LoketClockOff *clock_off)
{
  g_autoptr (JsonNode) node = loket_act_to_json (act);
  JsonObject *json = json_node_get_object (node);

  /* The loket's own additions are never claimed by a desk. */
  for (int i = 0; _loket_act_loket_members[i] != NULL; i++)
    json_object_remove_member (json, _loket_act_loket_members[i]);
  if (clock_off != NULL)
    add_clock_off (json, clock_off);
  return loket_body_from_json (node);
}

/**
 * loket_case_body_make:
 * @facts: a case as the contract writes it, with `caseId` and provisional `reference`; members that
 *   only the loket sets are left out
 *
 * Returns: (transfer full): what is to be sent, and kept, unchanged until the loket has taken it
 */
GBytes *
loket_case_body_make (JsonObject *facts)
{
  g_autoptr (JsonObject) json = loket_json_object_copy (facts);
  g_autoptr (JsonNode) node = NULL;

  for (int i = 0; _loket_case_loket_members[i] != NULL; i++)
    json_object_remove_member (json, _loket_case_loket_members[i]);
  node = json_node_init_object (json_node_alloc (), json);
  return loket_body_from_json (node);
}

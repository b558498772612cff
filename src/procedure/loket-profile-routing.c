/* SPDX-License-Identifier: EUPL-1.2 */
/* The questions that lead from a citizen's problem to what can be demanded, and of whom. */
#include "config.h"

#include "loket-profile-private.h"
#include "loket-schema-private.h"

static const LoketSchema option[] = {
    {"names", LOKET_SCHEMA_TEXT},
    {"go", LOKET_SCHEMA_CODE, TRUE},
    {"demands", LOKET_SCHEMA_CODES, TRUE},
    {"services", LOKET_SCHEMA_CODES, TRUE},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema node[] = {
    {"id", LOKET_SCHEMA_CODE},
    {"question", LOKET_SCHEMA_TEXT},
    {"options", LOKET_SCHEMA_LIST, .inner = option},
    {NULL, LOKET_SCHEMA_ANY},
};
static const LoketSchema routing[] = {
    {"start", LOKET_SCHEMA_CODE},
    {"nodes", LOKET_SCHEMA_LIST, .inner = node},
    {NULL, LOKET_SCHEMA_ANY},
};

/* Where a node stands in the walk from the start. */
typedef enum {
  NEW,
  ON_THE_WAY,
  DONE,
} Mark;

typedef struct {
  JsonArray *nodes;
  Mark *marks;
} Walk;

static JsonObject *
get_node (JsonArray *nodes, int place)
{
  return loket_json_array_peek_object (nodes, (guint) place);
}

static int
find_node (JsonArray *nodes, const char *id)
{
  for (guint i = 0; i < json_array_get_length (nodes); i++) {
    if (g_strcmp0 (loket_json_peek_string (get_node (nodes, (int) i), "id"), id) == 0)
      return (int) i;
  }
  return -1;
}

static gboolean visit (Walk *walk, const char *id, GError **error);

static gboolean
visit_option (Walk *walk, JsonObject *json, GError **error)
{
  const char *go = loket_json_peek_string (json, "go");

  if (json_object_has_member (json, "demands") == (go != NULL))
    return _loket_schema_refuse (error, "go: either `go` or `demands` is wanted");
  return go == NULL || visit (walk, go, error);
}

static gboolean
visit (Walk *walk, const char *id, GError **error)
{
  int place = find_node (walk->nodes, id);
  JsonArray *options;

  if (place < 0)
    return _loket_schema_refuse (error, "`%s` is no node", id);
  if (walk->marks[place] == ON_THE_WAY)
    return _loket_schema_refuse (error, "nodes[%d]: leads back to itself", place);
  if (walk->marks[place] == DONE)
    return TRUE;
  walk->marks[place] = ON_THE_WAY;
  options = loket_json_peek_array (get_node (walk->nodes, place), "options");
  for (guint i = 0; i < json_array_get_length (options); i++) {
    if (!visit_option (walk, loket_json_array_peek_object (options, i), error)) {
      g_prefix_error (error, "nodes[%d].options[%u].", place, i);
      return FALSE;
    }
  }
  walk->marks[place] = DONE;
  return TRUE;
}

static gboolean
check_walk (JsonObject *json, GError **error)
{
  JsonArray *nodes = loket_json_peek_array (json, "nodes");
  g_autofree Mark *marks = g_new0 (Mark, json_array_get_length (nodes) + 1);
  Walk walk = {nodes, marks};

  if (!visit (&walk, loket_json_peek_string (json, "start"), error))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (nodes); i++) {
    if (marks[i] == NEW)
      return _loket_schema_refuse (error, "nodes[%u]: no answer leads here", i);
  }
  return TRUE;
}

/**
 * _loket_routing_check:
 * @json: the member `routing` of a profile
 *
 * Whether the demands and services that it names are known is looked at elsewhere.
 */
gboolean
_loket_routing_check (JsonObject *json, GError **error)
{
  return _loket_schema_check (routing, json, error) &&
         _loket_schema_check_unique (json, "nodes", "id", error) && check_walk (json, error);
}

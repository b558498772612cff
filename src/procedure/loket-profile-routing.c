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
const LoketSchema _loket_routing_schema[] = {
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

static void visit (Walk *walk, const char *id, const char *from, LoketFlaws *flaws);

static void
visit_option (Walk *walk, int node_place, guint i, LoketFlaws *flaws)
{
  JsonObject *json = _loket_schema_get (get_node (walk->nodes, node_place), "options", i);
  const char *go = loket_json_peek_string (json, "go");
  g_autofree char *place = g_strdup_printf ("nodes[%d].options[%u].go", node_place, i);

  if (json_object_has_member (json, "demands") == (go != NULL))
    _loket_schema_refuse (flaws, "%s: either `go` or `demands` is wanted", place);
  else if (go != NULL)
    visit (walk, go, place, flaws);
}

/* @from is the place that names the node. */
static void
visit (Walk *walk, const char *id, const char *from, LoketFlaws *flaws)
{
  int place = find_node (walk->nodes, id);

  if (place < 0)
    _loket_schema_refuse (flaws, "%s: `%s` is no node", from, id);
  else if (walk->marks[place] == ON_THE_WAY)
    _loket_schema_refuse (flaws, "%s: leads back to `%s`, from which it comes", from, id);
  if (place < 0 || walk->marks[place] != NEW)
    return;
  walk->marks[place] = ON_THE_WAY;
  for (guint i = 0; i < _loket_schema_count (get_node (walk->nodes, place), "options"); i++)
    visit_option (walk, place, i, flaws);
  walk->marks[place] = DONE;
}

static void
check_walk (JsonObject *json, LoketFlaws *flaws)
{
  JsonArray *nodes = loket_json_peek_array (json, "nodes");
  g_autofree Mark *marks = g_new0 (Mark, json_array_get_length (nodes) + 1);
  Walk walk = {nodes, marks};

  visit (&walk, loket_json_peek_string (json, "start"), "start", flaws);
  for (guint i = 0; i < json_array_get_length (nodes); i++) {
    if (marks[i] == NEW)
      _loket_schema_refuse (flaws, "nodes[%u]: no answer leads here", i);
  }
}

/**
 * _loket_routing_check:
 * @json: the member `routing` of a profile, which has been entered
 *
 * Whether the demands and services that it names are known is looked at elsewhere.
 */
void
_loket_routing_check (JsonObject *json, LoketFlaws *flaws)
{
  gboolean good = _loket_schema_check (_loket_routing_schema, json, flaws);

  _loket_schema_check_unique (json, "nodes", "id", flaws);
  if (good)
    check_walk (json, flaws);
}

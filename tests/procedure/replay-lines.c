/* SPDX-License-Identifier: EUPL-1.2 */
/* One vector a line on standard input, what replay makes of it a line on standard output: for
 * comparing this code with a reader that somebody else wrote. */
#include <stdio.h>

#include "vector.h"

static JsonNode *
replay_line (LoketRules *rules, const char *line, GError **error)
{
  g_autoptr (JsonNode) vector = loket_json_parse (line, -1, error);

  if (vector == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (vector))
    return vector_replay (rules, json_node_get_object (vector), error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "an object is wanted");
  return NULL;
}

static JsonNode *
write_error (const GError *error)
{
  JsonObject *json = json_object_new ();
  JsonNode *node = json_node_alloc ();

  json_object_set_string_member (json, "error", error->message);
  json_node_init_object (node, json);
  json_object_unref (json);
  return node;
}

int
main (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketRules) rules = vector_load_rules (&error);
  char *line = NULL;
  size_t size = 0;

  if (rules == NULL) {
    fprintf (stderr, "replay-lines: %s\n", error->message);
    return 1;
  }
  while (getline (&line, &size, stdin) > 0) {
    g_autoptr (GError) cause = NULL;
    g_autoptr (JsonNode) result = replay_line (rules, line, &cause);
    g_autofree char *text = NULL;

    if (result == NULL)
      result = write_error (cause);
    text = loket_json_to_string (result, FALSE);
    puts (text);
  }
  free (line);
  return 0;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* Any text as JSON: what is read and written again is the same; what an author is told of a text
 * that is none agrees with what the desk reads. */
#include "config.h"

#include "fuzz.h"
#include "loket-json-places.h"

void
fuzz_prepare (void)
{
}

static void
try_write (JsonNode *node)
{
  for (int pretty = 0; pretty < 2; pretty++) {
    g_autofree char *text = loket_json_to_string (node, pretty);
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) again = loket_json_parse (text, -1, &error);

    g_assert_no_error (error);
    g_assert_true (JSON_NODE_TYPE (node) == JSON_NODE_TYPE (again));
    if (JSON_NODE_HOLDS_OBJECT (node))
      fuzz_assert_same (json_node_get_object (node), json_node_get_object (again));
  }
}

/* @read: whether the desk reads it: what an author is told is well is read. */
static void
try_places (const char *text, gsize size, gboolean read)
{
  g_autoptr (LoketJsonPlaces) places = loket_json_places_new (text, size);
  LoketJsonSpot spot = loket_json_places_find (places, "a[0].b");
  const char *problem = loket_json_places_get_problem (places, &spot);

  if (problem != NULL) {
    g_assert_cmpuint (spot.line, >=, 1);
    g_assert_cmpuint (spot.column, >=, 1);
  } else {
    g_assert_true (read);
  }
  for (guint i = 0; i < loket_json_places_count_twice (places); i++)
    g_assert_nonnull (loket_json_places_get_twice (places, i, &spot));
}

void
fuzz_input (GBytes *input)
{
  gsize size;
  const char *text = g_bytes_get_data (input, &size);
  g_autofree char *ended = g_strndup (text != NULL ? text : "", size);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = loket_json_parse (ended, -1, &error);

  g_assert_true ((node == NULL) == (error != NULL));
  try_places (ended, size, node != NULL);
  if (node != NULL)
    try_write (node);
}

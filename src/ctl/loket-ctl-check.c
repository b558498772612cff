/* SPDX-License-Identifier: EUPL-1.2 */
/* The check of a data file: what is wrong, each with line, column and place. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ctl-check.h"
#include "loket-ctl-output.h"
#include "loket-error.h"
#include "loket-json-places.h"
#include "loket-rules-check.h"

typedef struct {
  LoketJsonSpot spot;
  char *place;
  char *text;
} Finding;

static void
clear_finding (Finding *finding)
{
  g_free (finding->place);
  g_free (finding->text);
}

static void
add_finding (GArray *findings, LoketJsonSpot spot, const char *place, const char *text)
{
  Finding finding = {spot, g_strdup (place), g_strdup (text)};

  g_array_append_val (findings, finding);
}

static int
compare_findings (gconstpointer a, gconstpointer b)
{
  const LoketJsonSpot *spot_a = &((const Finding *) a)->spot;
  const LoketJsonSpot *spot_b = &((const Finding *) b)->spot;

  if (spot_a->line != spot_b->line)
    return spot_a->line < spot_b->line ? -1 : 1;
  return (spot_a->column > spot_b->column) - (spot_a->column < spot_b->column);
}

/* A member that is written again hides the first one, and nobody sees it. */
static void
find_twice (LoketJsonPlaces *places, GArray *findings)
{
  for (guint i = 0; i < loket_json_places_count_twice (places); i++) {
    LoketJsonSpot spot;
    const char *place = loket_json_places_get_twice (places, i, &spot);

    add_finding (findings, spot, place, "this member is there twice: only the last one counts");
  }
}

static void
find_flaws (LoketRules *rules, JsonNode *root, LoketJsonPlaces *places, GArray *findings)
{
  g_autoptr (LoketFlaws) flaws = loket_flaws_new ();

  if (!JSON_NODE_HOLDS_OBJECT (root)) {
    add_finding (findings, loket_json_places_find (places, ""), "", "an object is wanted here");
    return;
  }
  loket_rules_check (rules, json_node_get_object (root), flaws);
  for (guint i = 0; i < loket_flaws_count (flaws); i++) {
    const LoketFlaw *flaw = loket_flaws_get (flaws, i);

    add_finding (findings, loket_json_places_find (places, flaw->place), flaw->place, flaw->text);
  }
}

/* @root: (out) (nullable): what was read; NULL where it is no JSON. */
static GArray *
find_all (LoketRules *rules, const char *text, gsize length, JsonNode **root)
{
  g_autoptr (LoketJsonPlaces) places = loket_json_places_new (text, length);
  GArray *findings = g_array_new (FALSE, FALSE, sizeof (Finding));
  g_autoptr (GError) error = NULL;
  LoketJsonSpot spot = {1, 1};
  const char *problem = loket_json_places_get_problem (places, &spot);

  g_array_set_clear_func (findings, (GDestroyNotify) clear_finding);
  *root = problem == NULL ? loket_json_parse (text, (gssize) length, &error) : NULL;
  if (*root == NULL)
    add_finding (findings, spot, "", problem != NULL ? problem : error->message);
  find_twice (places, findings);
  if (*root != NULL)
    find_flaws (rules, *root, places, findings);
  /* GArray sorts by merging: what stands at one spot keeps the order in which it was found. */
  g_array_sort (findings, compare_findings);
  return findings;
}

static void
print_json (GArray *findings)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++) {
    const Finding *finding = &g_array_index (findings, Finding, i);

    json_builder_begin_object (builder);
    loket_ctl_build_int (builder, "line", finding->spot.line);
    loket_ctl_build_int (builder, "column", finding->spot.column);
    loket_ctl_build_text (builder, "place", finding->place);
    loket_ctl_build_text (builder, "text", finding->text);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  loket_ctl_print_built (builder);
}

static void
print_lines (const char *path, GArray *findings)
{
  for (guint i = 0; i < findings->len; i++) {
    const Finding *finding = &g_array_index (findings, Finding, i);
    g_autofree char *place = loket_ctl_tame (finding->place);
    g_autofree char *text = loket_ctl_tame (finding->text);

    loket_ctl_print ("%s:%u:%u: %s%s%s\n", path, finding->spot.line, finding->spot.column, place,
                     *place != '\0' ? ": " : "", text);
  }
}

static const char *
get_kind_words (LoketDataKind kind)
{
  switch (kind) {
  case LOKET_DATA_CALENDAR:
    return _ ("calendar");
  case LOKET_DATA_AGENCY:
    return _ ("agency");
  case LOKET_DATA_DIRECTORY:
    return _ ("directory");
  case LOKET_DATA_PROFILE:
    break;
  }
  return _ ("profile");
}

/* An agency has no versions. */
static void
print_good (const char *path, JsonNode *root)
{
  JsonObject *json = json_node_get_object (root);
  const char *kind = get_kind_words (loket_data_guess_kind (json));
  const char *id = loket_json_peek_string (json, "id");
  const char *version = loket_json_peek_string (json, "version");
  guint facts = 0, unconfirmed = 0;

  loket_data_count_facts (root, &facts, &unconfirmed);
  if (version != NULL)
    loket_ctl_print (_ ("%s: the %s %s, version %s, is good"), path, kind, id, version);
  else
    loket_ctl_print (_ ("%s: the %s %s is good"), path, kind, id);
  loket_ctl_print (": ");
  loket_ctl_print (_ ("%u facts, %u of them not confirmed"), facts, unconfirmed);
  loket_ctl_print ("\n");
}

/**
 * loket_ctl_check_file:
 * @rules: what is known beside the file
 *
 * What is wrong goes to standard output, as what was asked for; how many there are to standard
 * error.
 *
 * Returns: an exit code
 */
int
loket_ctl_check_file (LoketCtl *self, LoketRules *rules, const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GArray) findings = NULL;
  g_autofree char *shown = g_filename_display_name (path);
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, &error))
    return loket_ctl_fail (self, error);
  findings = find_all (rules, contents, length, &root);
  if (self->json)
    print_json (findings);
  else if (findings->len > 0)
    print_lines (shown, findings);
  else
    print_good (shown, root);
  if (findings->len == 0)
    return LOKET_CTL_DONE;
  g_set_error (&error, LOKET_ERROR, LOKET_ERROR_INVALID,
               ngettext ("%s: %u error", "%s: %u errors", findings->len), shown, findings->len);
  return loket_ctl_fail (self, error);
}

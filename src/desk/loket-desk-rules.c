/* SPDX-License-Identifier: EUPL-1.2 */
/* Shipped rules first; what the loket gave is added to them. */
#include "config.h"

#include "loket-bodies.h"
#include "loket-desk-rules.h"
#include "loket-paths.h"
#include "loket-store-feed.h"

typedef gboolean (*AddFunc) (LoketRules *rules, JsonObject *json, GError **error);

/* Rules of the loket that cannot be read leave those that came with the program: the cases that
 * name them are then shown with the loket's own dates. */
static void
add_one (LoketRules *rules, AddFunc add, JsonObject *json, const char *path)
{
  g_autoptr (GError) error = NULL;

  if (json == NULL || !add (rules, json, &error))
    g_message ("%s: %s", path, error != NULL ? error->message : "an object is wanted here");
}

static void
add_list (LoketRules *rules, AddFunc add, JsonObject *json, const char *path)
{
  JsonArray *items = loket_json_peek_array (json, "items");
  guint count = items != NULL ? json_array_get_length (items) : 0;

  for (guint i = 0; i < count; i++)
    add_one (rules, add, loket_json_array_peek_object (items, i), path);
}

static void
add_body (LoketRules *rules, const LoketKeptBody *kept, LoketPathKind wanted)
{
  g_autoptr (LoketPath) path = loket_path_parse (kept->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) json = NULL;

  if (path == NULL || path->kind != wanted)
    return;
  json = loket_body_to_object (kept->body, &error);
  if (json == NULL)
    g_message ("%s: %s", kept->path, error->message);
  else if (wanted == LOKET_PATH_CALENDARS)
    add_list (rules, loket_rules_add_calendar, json, kept->path);
  else if (wanted == LOKET_PATH_ORGANIZATIONS)
    add_list (rules, loket_rules_add_agency, json, kept->path);
  else
    add_one (rules, loket_rules_add_profile, json, kept->path);
}

/**
 * loket_desk_rules_new:
 * @kept_bodies: (element-type LoketKeptBody): what the store keeps of the loket's answers
 *
 * Each call makes values of its own: what one thread uses shares nothing with another's.
 *
 * Returns: (transfer full): NULL with an error when those of the program cannot be read
 */
LoketRules *
loket_desk_rules_new (GPtrArray *kept_bodies, GError **error)
{
  static const LoketPathKind order[] = {LOKET_PATH_CALENDARS, LOKET_PATH_PROCEDURE,
                                        LOKET_PATH_ORGANIZATIONS};
  LoketRules *rules = loket_rules_new_load (error);

  for (gsize i = 0; rules != NULL && i < G_N_ELEMENTS (order); i++) {
    for (guint k = 0; k < kept_bodies->len; k++)
      add_body (rules, g_ptr_array_index (kept_bodies, k), order[i]);
  }
  return rules;
}

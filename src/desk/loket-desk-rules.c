/* SPDX-License-Identifier: EUPL-1.2 */
/* Shipped rules first; what the loket gave stands behind them. Each is read when it is asked for.
 */
#include "config.h"

#include "loket-bodies.h"
#include "loket-desk-rules.h"
#include "loket-paths.h"
#include "loket-store-feed.h"

/* Rules of the loket that cannot be read leave those that came with the program: the cases that
 * name them are then shown with the loket's own dates. */
static void
offer_list (LoketRules *rules, LoketRuleKind kind, const LoketKeptBody *kept)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) json = loket_body_to_object (kept->body, &error);
  JsonArray *items = json != NULL ? loket_json_peek_array (json, "items") : NULL;
  guint count = items != NULL ? json_array_get_length (items) : 0;

  if (json == NULL)
    g_message ("%s: %s", kept->path, error->message);
  for (guint i = 0; i < count; i++) {
    JsonObject *item = loket_json_array_peek_object (items, i);

    if (item != NULL)
      loket_rules_offer_json (rules, kind, kept->path, item);
    else
      g_message ("%s: an object is wanted here", kept->path);
  }
}

static void
offer_body (LoketRules *rules, const LoketKeptBody *kept)
{
  g_autoptr (LoketPath) path = loket_path_parse (kept->path);

  if (path == NULL)
    return;
  if (path->kind == LOKET_PATH_CALENDARS)
    offer_list (rules, LOKET_RULE_CALENDAR, kept);
  else if (path->kind == LOKET_PATH_ORGANIZATIONS)
    offer_list (rules, LOKET_RULE_AGENCY, kept);
  else if (path->kind == LOKET_PATH_PROCEDURE)
    loket_rules_offer (rules, LOKET_RULE_PROFILE, path->id, path->sub_id, kept->path, kept->body);
}

/**
 * loket_desk_rules_new:
 * @kept_bodies: (element-type LoketKeptBody): what the store keeps of the loket's answers
 *
 * Each call makes values of its own: what one thread uses shares nothing with another's.
 *
 * Returns: (transfer full): NULL with an error when those of the program are not there
 */
LoketRules *
loket_desk_rules_new (GPtrArray *kept_bodies, GError **error)
{
  LoketRules *rules = loket_rules_new_lazy (error);

  for (guint i = 0; rules != NULL && i < kept_bodies->len; i++)
    offer_body (rules, g_ptr_array_index (kept_bodies, i));
  return rules;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* What an act of the leading case becomes in another one, and what stands in its way. */
#include "config.h"

#include "loket-bundle.h"
#include "loket-withheld.h"

void
loket_bundle_case_free (LoketBundleCase *self)
{
  loket_dossier_unref (self->dossier);
  json_object_unref (self->payload);
  g_free (self->names);
  g_free (self);
}

/**
 * loket_bundle_offers:
 *
 * What is one person's own (a consent, a withdrawal, a settlement) or is about one act (annulling,
 * a letter that came back) is done in its own case.
 */
gboolean
loket_bundle_offers (LoketActType type)
{
  static const LoketActType offered[] = {
      LOKET_ACT_ACKNOWLEDGE,
      LOKET_ACT_TAKE_UP,
      LOKET_ACT_DECLINE,
      LOKET_ACT_REQUALIFY,
      LOKET_ACT_TRANSFER,
      LOKET_ACT_ASSIGN,
      LOKET_ACT_REQUEST,
      LOKET_ACT_RECEIVE,
      LOKET_ACT_COMPLETE_FILE,
      LOKET_ACT_CONTACT,
      LOKET_ACT_NOTE,
      LOKET_ACT_ESTABLISH,
      LOKET_ACT_ASSESS,
      LOKET_ACT_EXTEND,
      LOKET_ACT_SUSPEND,
      LOKET_ACT_RESUME,
      LOKET_ACT_INFORM,
      LOKET_ACT_REMIND,
      LOKET_ACT_OFFER_MEDIATION,
      LOKET_ACT_SUBMIT,
      LOKET_ACT_APPROVE,
      LOKET_ACT_SEND_BACK,
      LOKET_ACT_ANSWER,
      LOKET_ACT_PROMISE_REMEDY,
      LOKET_ACT_FULFIL_REMEDY,
      LOKET_ACT_FOLLOW_UP,
      LOKET_ACT_RECOMMEND,
      LOKET_ACT_CLOSE,
      LOKET_ACT_RECORD_PROCEEDINGS,
      LOKET_ACT_END_PROCEEDINGS,
      LOKET_ACT_INQUIRE,
      LOKET_ACT_SET_FOLLOW_UP,
      LOKET_ACT_SET_URGENCY,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (offered); i++) {
    if (offered[i] == type)
      return TRUE;
  }
  return FALSE;
}

/**
 * loket_bundle_find_lead:
 *
 * Returns: (transfer none) (nullable): the number of the case that leads the bundle to which this
 *   one belongs
 */
const char *
loket_bundle_find_lead (LoketStanding *standing)
{
  for (guint i = standing->effects->len; i > 0; i--) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i - 1);

    if (effect->act->type == LOKET_ACT_LINK && effect->annulled_by == NULL &&
        effect->permission.answer == LOKET_ANSWER_ALLOWED &&
        g_strcmp0 (loket_act_get_text (effect->act, "relation"), "partOf") == 0)
      return loket_act_get_text (effect->act, "reference");
  }
  return NULL;
}

static LoketGrievance *
find_grievance (const LoketCase *facts, const char *grievance_id)
{
  for (guint i = 0; i < facts->grievances->len; i++) {
    LoketGrievance *grievance = g_ptr_array_index (facts->grievances, i);

    if (g_strcmp0 (grievance->grievance_id, grievance_id) == 0)
      return grievance;
  }
  return NULL;
}

/* The grievance that says the same; where each case has one, that one. NULL: there is none. */
static const char *
match_grievance (const LoketCase *lead, const LoketCase *facts, const char *grievance_id)
{
  LoketGrievance *sought = find_grievance (lead, grievance_id);

  if (sought == NULL)
    return NULL;
  for (guint i = 0; i < facts->grievances->len; i++) {
    LoketGrievance *grievance = g_ptr_array_index (facts->grievances, i);

    if (g_strcmp0 (grievance->text, sought->text) == 0)
      return grievance->grievance_id;
  }
  if (lead->grievances->len == 1 && facts->grievances->len == 1)
    return ((LoketGrievance *) facts->grievances->pdata[0])->grievance_id;
  return NULL;
}

/* Where the leading case used the channel that its complainant chose, so does this one. What is
 * answered is an act of the other case. */
static gboolean
fit_payload (const LoketCase *lead, const LoketCase *facts, JsonObject *payload)
{
  const char *via = loket_json_peek_string (payload, "via");
  const char *grievance_id = loket_json_peek_string (payload, "grievanceId");

  json_object_remove_member (payload, "answers");
  if (via != NULL && facts->answer_channel != LOKET_VIA_NONE &&
      loket_via_from_string (via) == lead->answer_channel)
    json_object_set_string_member (payload, "via", loket_via_to_string (facts->answer_channel));
  if (grievance_id == NULL)
    return TRUE;
  grievance_id = match_grievance (lead, facts, grievance_id);
  if (grievance_id != NULL)
    json_object_set_string_member (payload, "grievanceId", grievance_id);
  return grievance_id != NULL;
}

static char *
dup_letter_language (LoketDesk *desk, const LoketCase *facts)
{
  LoketProfile *profile = loket_rules_get_profile (loket_desk_get_rules (desk), facts->procedure_id,
                                                   facts->procedure_version);

  return profile != NULL ? loket_profile_get_letter_language (profile, facts->filing_language)
                         : g_strdup (facts->filing_language);
}

/* Words that one complainant reads cannot be another's in another language. */
static gboolean
reads_another_language (LoketDesk *desk,
                        const LoketCase *lead,
                        const LoketCase *facts,
                        LoketActType type,
                        JsonObject *payload)
{
  g_autofree char *ours = dup_letter_language (desk, lead);
  g_autofree char *theirs = dup_letter_language (desk, facts);
  gboolean says_something =
      json_object_has_member (payload, "text") || json_object_has_member (payload, "reason");

  return loket_act_type_tells (type) && says_something && g_strcmp0 (ours, theirs) != 0;
}

/* Whoever complains in the leading case is not told of to another complainant; whoever complains in
 * this one may be withheld from the service. */
static char *
find_names (const LoketCase *lead, const LoketCase *facts, LoketActType type, JsonObject *payload)
{
  g_auto (GStrv) withheld = loket_withheld_find (facts, type, payload);
  g_auto (GStrv) of_lead = loket_withheld_search (lead, payload);
  g_auto (GStrv) own = loket_withheld_search (facts, payload);
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (withheld != NULL)
    return g_strjoinv (", ", withheld);
  for (guint i = 0; of_lead != NULL && of_lead[i] != NULL; i++) {
    if (own == NULL || !g_strv_contains ((const char *const *) own, of_lead[i]))
      g_strv_builder_add (others, of_lead[i]);
  }
  names = g_strv_builder_end (others);
  return names[0] != NULL ? g_strjoinv (", ", names) : NULL;
}

static LoketBundleObstacle
find_obstacle (LoketBundleCase *self, gboolean fits)
{
  if (!fits)
    return LOKET_BUNDLE_OTHER_GRIEVANCE;
  if (self->permission.answer == LOKET_ANSWER_NOT_ALLOWED)
    return LOKET_BUNDLE_NOT_ALLOWED;
  if (self->permission.answer == LOKET_ANSWER_RECORD_ONLY)
    return LOKET_BUNDLE_WITHOUT_EFFECT;
  return self->names != NULL ? LOKET_BUNDLE_NAMES_SOMEBODY : LOKET_BUNDLE_NONE;
}

/**
 * loket_bundle_judge:
 * @payload: of the act in the leading case
 *
 * Returns: (transfer full): the act as it would be in @member, and what stands in its way
 */
LoketBundleCase *
loket_bundle_judge (LoketDesk *desk,
                    LoketDossier *lead,
                    LoketDossier *member,
                    LoketActType type,
                    LoketDay occurred_on,
                    JsonObject *payload)
{
  LoketBundleCase *self = g_new0 (LoketBundleCase, 1);
  const LoketCase *of_lead = lead->standing->current;
  const LoketCase *facts = member->standing->current;
  g_autoptr (LoketStanding) after = NULL;
  gboolean fits;

  self->dossier = loket_dossier_ref (member);
  self->payload = loket_json_object_copy (payload);
  fits = fit_payload (of_lead, facts, self->payload);
  after = loket_desk_preview_act (desk, member, loket_act_type_to_string (type), occurred_on,
                                  self->payload, &self->permission);
  self->names = find_names (of_lead, facts, type, self->payload);
  self->obstacle = find_obstacle (self, fits);
  if (self->obstacle == LOKET_BUNDLE_NONE &&
      reads_another_language (desk, of_lead, facts, type, self->payload))
    self->obstacle = LOKET_BUNDLE_OTHER_LANGUAGE;
  return self;
}

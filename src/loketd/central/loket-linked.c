/* SPDX-License-Identifier: EUPL-1.2 */
/* Linked cases: whether an act names an agency to which it can go, and what follows once it is
 * taken. */
#include "config.h"

#include "loket-linked.h"

/* A chain of transfers is not longer; whatever is wrong with the data, looking ends. */
enum {
  CHAIN_LENGTH_MAX = 32
};

static JsonObject *
find_link (JsonObject *facts, const char *relation)
{
  JsonArray *links = loket_json_peek_array (facts, "links");

  for (guint i = 0; links != NULL && i < json_array_get_length (links); i++) {
    JsonObject *link = loket_json_array_peek_object (links, i);

    if (link != NULL && g_strcmp0 (loket_json_peek_string (link, "relation"), relation) == 0)
      return link;
  }
  return NULL;
}

/**
 * _loket_linked_read_link:
 *
 * Returns: (transfer full) (nullable): the first link of that relation, as the loket set it when it
 *   opened the case: a correction does not send acts elsewhere
 */
JsonObject *
_loket_linked_read_link (const LoketRecord *record, const char *relation)
{
  g_autoptr (JsonNode) facts = loket_json_parse (record->facts, -1, NULL);
  JsonObject *link = facts != NULL ? find_link (json_node_get_object (facts), relation) : NULL;

  return link != NULL ? json_object_ref (link) : NULL;
}

/* Whether @agency passed the case on, itself or before those that did. */
static gboolean
came_from (const LoketLinking *self,
           const LoketRecord *record,
           const char *agency,
           gboolean *came,
           GError **error)
{
  g_autoptr (JsonObject) link = _loket_linked_read_link (record, "passedOnFrom");

  *came = FALSE;
  for (int i = 0; link != NULL && !*came && i < CHAIN_LENGTH_MAX; i++) {
    const char *case_id = loket_json_peek_string (link, "caseId");
    g_autoptr (GError) failure = NULL;
    g_autoptr (LoketRecord) before = NULL;

    *came = g_strcmp0 (loket_json_peek_string (link, "agency"), agency) == 0;
    before = case_id != NULL ? loket_ledger_find_case (self->ledger, case_id, &failure) : NULL;
    if (failure != NULL) {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
    g_clear_pointer (&link, json_object_unref);
    link = before != NULL ? _loket_linked_read_link (before, "passedOnFrom") : NULL;
  }
  return TRUE;
}

/**
 * loket_linked_check:
 * @record: the case
 * @body: an act as it was sent
 * @problem: gets an issue where `toAgency` is no agency to which this case can go
 *
 * Returns: FALSE with an error of the ledger
 */
gboolean
loket_linked_check (const LoketLinking *self,
                    const LoketRecord *record,
                    JsonObject *body,
                    LoketProblem *problem,
                    GError **error)
{
  LoketActType type = loket_act_type_from_string (loket_json_peek_string (body, "type"));
  const char *agency =
      loket_json_peek_string (loket_json_peek_object (body, "payload"), "toAgency");
  gboolean came;

  if (agency == NULL || (type != LOKET_ACT_TRANSFER && type != LOKET_ACT_OPEN_NEXT_LINE))
    return TRUE;
  if (!came_from (self, record, agency, &came, error))
    return FALSE;
  if (loket_rules_get_agency (self->rules, agency) == NULL)
    loket_problem_add_issue (problem, "referencedResourceNotFound", "body", "payload.toAgency",
                             "this loket has no such agency");
  else if (g_strcmp0 (agency, record->agency) == 0)
    loket_problem_add_issue (problem, "invalidInput", "body", "payload.toAgency",
                             "the agency has the case itself");
  else if (type == LOKET_ACT_TRANSFER && came)
    loket_problem_add_issue (problem, "invalidInput", "body", "payload.toAgency",
                             "the case came from there: it can be returned");
  return TRUE;
}

static const LoketActRecord *
find_record (const LoketRecord *record, const char *act_id)
{
  for (guint i = 0; i < record->acts->len; i++) {
    const LoketActRecord *act = g_ptr_array_index (record->acts, i);

    if (g_str_equal (act->act_id, act_id))
      return act;
  }
  return NULL;
}

/* Cheap, and mostly the end of it: only then the case is replayed. */
static gboolean
may_lead_further (const LoketRecord *record, LoketActType type)
{
  switch ((int) type) {
  case LOKET_ACT_TRANSFER:
  case LOKET_ACT_OPEN_NEXT_LINE:
  case LOKET_ACT_DISPATCH:
    return TRUE;
  case LOKET_ACT_TAKE_UP:
  case LOKET_ACT_RETURN_TRANSFER:
  case LOKET_ACT_REQUEST:
    return strstr (record->facts, "\"links\"") != NULL;
  default:
    return FALSE;
  }
}

/**
 * loket_linked_follow:
 * @act_id: an act that was just entered in the ledger
 *
 * Inside the transaction in which the act is taken: the loket took both or neither. What is only
 * kept leads nowhere.
 */
gboolean
loket_linked_follow (const LoketLinking *self,
                     const char *case_id,
                     const char *act_id,
                     GError **error)
{
  g_autoptr (LoketRecord) record = loket_ledger_find_case (self->ledger, case_id, error);
  g_autoptr (LoketStanding) standing = NULL;
  LoketTakenAct taken = {.record = record};

  if (record == NULL)
    return FALSE;
  taken.act = find_record (record, act_id);
  if (!may_lead_further (record, loket_act_type_from_string (taken.act->type)))
    return TRUE;
  standing = loket_describe_standing (record, self->rules, self->now, error);
  if (standing == NULL)
    return FALSE;
  taken.standing = standing;
  taken.effect = loket_standing_get_effect (standing, act_id);
  if (taken.effect->permission.answer != LOKET_ANSWER_ALLOWED)
    return TRUE;
  return _loket_linked_opens (&taken) ? _loket_linked_open (self, &taken, error)
                                      : _loket_linked_tell (self, &taken, error);
}

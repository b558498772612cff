/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading the bodies of PUT at the loket, and knowing a replay when it comes. */
#include "config.h"

#include <string.h>

#include "loket-bodies-private.h"
#include "loket-error.h"

const char *const _loket_act_loket_members[] = {"seq", "recordedAt", "authorName", "opened", NULL};
const char *const _loket_case_loket_members[] = {
    "acts",    "actCount", "aliases", "clocks",  "flags",      "followUpOn", "links",
    "outcome", "step",     "urgency", "version", "waitingFor", NULL,
};

/* Facts that the loket fills in where a desk did not state them. */
static const char *const case_defaults[] = {
    "assignee", "documents", "offlinePermitted", "registeredOn", NULL,
};

typedef enum {
  TEXT,
  DAY,
  NUMBER,
  OBJECT
} Wanted;

typedef struct {
  const char *name;
  Wanted wanted;
} Member;

static const Member act_members[] = {
    {"actId", TEXT}, {"type", TEXT}, {"occurredOn", DAY}, {"basedOn", NUMBER}, {"payload", OBJECT},
};
static const Member case_members[] = {
    {"caseId", TEXT},      {"reference", TEXT}, {"agency", TEXT},
    {"procedure", OBJECT}, {"receivedOn", DAY},
};

static LoketProblem *
demand_problem (LoketProblem **problem)
{
  if (*problem == NULL)
    *problem = loket_problem_new (LOKET_PROBLEM_BAD_REQUEST, NULL);
  return *problem;
}

static void
check_member (JsonObject *json, const Member *member, LoketProblem **problem)
{
  g_autoptr (GError) error = NULL;
  LoketDay day;
  gint64 number;

  switch (member->wanted) {
  case TEXT:
    loket_json_get_string (json, member->name, &error);
    break;
  case DAY:
    loket_json_get_day (json, member->name, &day, &error);
    break;
  case NUMBER:
    loket_json_get_int (json, member->name, &number, &error);
    break;
  case OBJECT:
    loket_json_get_object (json, member->name, &error);
    break;
  }
  if (error != NULL)
    loket_problem_add_issue (demand_problem (problem), "schemaViolation", "body", member->name,
                             error->message);
}

static void
check_id (JsonObject *json, const char *member, const char *id, LoketProblem **problem)
{
  const char *stated = loket_json_peek_string (json, member);

  if (stated != NULL && strcmp (stated, id) != 0)
    loket_problem_add_issue (demand_problem (problem), "invalidInput", "body", member,
                             "another id stands in the path");
}

/* What only the loket may say is refused, not silently dropped: the sender believes it counts. */
static void
check_loket_members (JsonObject *json, const char *const *members, LoketProblem **problem)
{
  for (int i = 0; members[i] != NULL; i++) {
    if (json_object_has_member (json, members[i]))
      loket_problem_add_issue (demand_problem (problem), "unknownInput", "body", members[i],
                               "only the loket sets this");
  }
}

static JsonObject *
read_body (GBytes *body, const Member *members, gsize n_members, LoketProblem **problem)
{
  g_autoptr (GError) error = NULL;
  JsonObject *json = loket_body_to_object (body, &error);

  if (json == NULL) {
    *problem = loket_problem_new_input ("schemaViolation", "body", NULL, error->message);
    return NULL;
  }
  for (gsize i = 0; i < n_members; i++)
    check_member (json, &members[i], problem);
  return json;
}

/**
 * loket_act_body_read:
 * @act_id: the one in the path
 * @problem: (out): a badRequest with an issue for each member that is wrong, on failure
 *
 * An act type that is not known here is refused with the issue `unknownInput`.
 *
 * Returns: (transfer full): the act as it was sent, all members kept; NULL on failure
 */
JsonObject *
loket_act_body_read (GBytes *body, const char *act_id, LoketProblem **problem)
{
  g_autoptr (LoketProblem) found = NULL;
  g_autoptr (JsonObject) json = read_body (body, act_members, G_N_ELEMENTS (act_members), &found);
  const char *type = json != NULL ? loket_json_peek_string (json, "type") : NULL;

  if (json != NULL) {
    check_id (json, "actId", act_id, &found);
    check_loket_members (json, _loket_act_loket_members, &found);
    if (type != NULL && loket_act_type_from_string (type) == LOKET_ACT_UNKNOWN)
      loket_problem_add_issue (demand_problem (&found), "unknownInput", "body", "type",
                               "this loket does not know that type of act");
  }
  *problem = g_steal_pointer (&found);
  return *problem == NULL ? g_steal_pointer (&json) : NULL;
}

/* A reader's error begins with the place: `grievances: an array is wanted here`. */
static char *
dup_member_of (const GError *error)
{
  const char *colon = strstr (error->message, ": ");

  return colon != NULL ? g_strndup (error->message, (gsize) (colon - error->message)) : NULL;
}

/**
 * loket_case_body_read:
 * @case_id: the one in the path
 * @problem: (out): a badRequest with an issue for each member that is wrong, on failure
 *
 * Returns: (transfer full): the new complaint as it was sent, all members kept; NULL on failure
 */
JsonObject *
loket_case_body_read (GBytes *body, const char *case_id, LoketProblem **problem)
{
  g_autoptr (LoketProblem) found = NULL;
  g_autoptr (JsonObject) json = read_body (body, case_members, G_N_ELEMENTS (case_members), &found);

  if (json != NULL) {
    check_id (json, "caseId", case_id, &found);
    check_loket_members (json, _loket_case_loket_members, &found);
  }
  if (json != NULL && found == NULL) {
    g_autoptr (GError) error = NULL;
    g_autoptr (LoketCase) value = loket_case_from_json (json, &error);

    if (value == NULL) {
      g_autofree char *member = dup_member_of (error);

      found = loket_problem_new_input ("schemaViolation", "body", member, error->message);
    }
  }
  *problem = g_steal_pointer (&found);
  return *problem == NULL ? g_steal_pointer (&json) : NULL;
}

static gboolean
is_in (const char *const *members, const char *member)
{
  return g_strv_contains (members, member);
}

static gboolean
members_equal (JsonObject *kept, JsonObject *again, const char *member)
{
  JsonNode *a = json_object_get_member (kept, member);
  JsonNode *b = json_object_get_member (again, member);

  return a != NULL && b != NULL && json_node_equal (a, b);
}

/* What the author had seen is not what he did: at two desks he may do the same on two versions. */
static gboolean
is_compared (const char *const *own, const char *member)
{
  return !is_in (own, member) && !g_str_equal (member, "basedOn");
}

/* @own: set by the loket alone, never compared; @defaults: may be there in @kept only. */
static gboolean
is_replay (JsonObject *kept, JsonObject *again, const char *const *own, const char *const *defaults)
{
  g_autoptr (GList) sent = json_object_get_members (again);
  g_autoptr (GList) stored = json_object_get_members (kept);

  for (GList *l = sent; l != NULL; l = l->next) {
    if (is_compared (own, l->data) && !members_equal (kept, again, l->data))
      return FALSE;
  }
  for (GList *l = stored; l != NULL; l = l->next) {
    if (!json_object_has_member (again, l->data) && is_compared (own, l->data) &&
        !is_in (defaults, l->data))
      return FALSE;
  }
  return TRUE;
}

/**
 * loket_act_body_is_equal:
 * @kept: the act as the loket has it
 * @again: an act that came under the same id
 *
 * Same members and values but for what the loket adds and `basedOn`; the order of members does not
 * count.
 */
gboolean
loket_act_body_is_equal (JsonObject *kept, JsonObject *again)
{
  static const char *const defaults[] = {"author", NULL};

  return is_replay (kept, again, _loket_act_loket_members, defaults);
}

static gboolean
is_reference_of (JsonObject *kept, const char *reference)
{
  g_auto (GStrv) aliases = loket_json_peek_strings (kept, "aliases");

  return g_strcmp0 (loket_json_peek_string (kept, "reference"), reference) == 0 ||
         (reference != NULL && g_strv_contains ((const char *const *) aliases, reference));
}

/**
 * loket_case_body_is_equal:
 * @kept: the case as the loket has it, with the facts of the day of filing
 * @again: a new complaint that came under the same id
 *
 * Same members and values but for what the loket adds; the provisional reference may have become an
 * alias.
 */
gboolean
loket_case_body_is_equal (JsonObject *kept, JsonObject *again)
{
  g_autoptr (JsonObject) kept_facts = loket_json_object_copy (kept);
  g_autoptr (JsonObject) sent_facts = loket_json_object_copy (again);

  if (!is_reference_of (kept, loket_json_peek_string (again, "reference")))
    return FALSE;
  json_object_remove_member (kept_facts, "reference");
  json_object_remove_member (sent_facts, "reference");
  return is_replay (kept_facts, sent_facts, _loket_case_loket_members, case_defaults);
}

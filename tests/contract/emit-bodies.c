/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints what src/wire makes, one line each with the name of its schema in the contract, so that
 * the contract's own schemas can judge it. */
#include "loket-bodies.h"
#include "loket-feed.h"
#include "loket-http.h"
#include "loket-me.h"

#define CASE_ID "0b6f4b4e-5f0c-4d1e-8a51-3f4f4d1f0a01"
#define ACT_ID "7e3a1c52-93b8-4f0e-b6a7-51c9d20e8f01"

static void
print_body (const char *schema, GBytes *body)
{
  g_print ("{\"schema\":\"%s\",\"value\":%.*s}\n", schema, (int) g_bytes_get_size (body),
           (const char *) g_bytes_get_data (body, NULL));
}

static LoketAct *
make_act (LoketActType type, const char *payload_text)
{
  g_autoptr (JsonNode) payload = loket_json_parse (payload_text, -1, NULL);

  return loket_act_new (ACT_ID, type, "an.voorbeeld", loket_day_new (2026, 11, 13), 1,
                        json_node_get_object (payload));
}

static void
print_acts (void)
{
  g_autoptr (LoketAct) acknowledge = make_act (LOKET_ACT_ACKNOWLEDGE, "{\"via\":\"mail\"}");
  g_autoptr (LoketAct) correct =
      make_act (LOKET_ACT_CORRECT, "{\"field\":\"subject\",\"old\":null,\"new\":\"x\"}");
  LoketClockOff clock_off = {LOKET_SECOND_US, 90 * LOKET_SECOND_US};
  g_autoptr (GBytes) acknowledge_body = loket_act_body_make (acknowledge, NULL);
  g_autoptr (GBytes) correct_body = loket_act_body_make (correct, &clock_off);
  g_autoptr (JsonNode) taken = NULL;
  g_autoptr (GBytes) taken_body = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) page = NULL;

  print_body ("NewAct", acknowledge_body);
  print_body ("NewAct", correct_body);
  acknowledge->seq = 1;
  acknowledge->recorded_at = 1700000000 * LOKET_SECOND_US;
  taken = loket_act_to_json (acknowledge);
  taken_body = loket_body_from_json (taken);
  print_body ("Act", taken_body);
  g_ptr_array_add (texts, loket_json_to_string (taken, FALSE));
  page = loket_acts_page_encode (texts, 1);
  print_body ("ActPage", page);
}

static void
print_problems (void)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func ((GDestroyNotify) loket_act_unref);
  g_autoptr (LoketProblem) changed = NULL;
  g_autoptr (LoketResponse) changed_response = NULL;
  LoketAct *act = make_act (LOKET_ACT_TAKE_UP, "{}");

  act->seq = 2;
  act->recorded_at = 1700000000 * LOKET_SECOND_US;
  g_ptr_array_add (acts, act);
  changed = loket_problem_new_changed (3, acts);
  changed_response = loket_problem_to_response (changed);
  print_body ("ConflictProblem", changed_response->body);
  for (int kind = LOKET_PROBLEM_BAD_REQUEST; kind < LOKET_N_PROBLEM_KINDS; kind++) {
    g_autoptr (LoketProblem) problem = loket_problem_new ((LoketProblemKind) kind, "detail");
    g_autoptr (LoketResponse) response = NULL;

    loket_problem_add_issue (problem, "unknownInput", "body", "type", "detail");
    problem->retry_after_s = 3;
    response = loket_problem_to_response (problem);
    print_body ("Problem", response->body);
  }
}

static void
print_feed (void)
{
  g_autoptr (LoketFeedWriter) writer = loket_feed_writer_new ();
  g_autoptr (LoketRefData) ref_data = loket_ref_data_new ();
  g_autoptr (GBytes) body = NULL;

  loket_ref_data_add_procedure (ref_data, "be-fed-ibz", "1", "\"p\"");
  ref_data->calendars = g_strdup ("\"c\"");
  ref_data->organizations = g_strdup ("\"o\"");
  ref_data->me = g_strdup ("\"m\"");
  loket_feed_writer_add_upsert (writer, CASE_ID, 4, NULL);
  loket_feed_writer_add_removal (writer, CASE_ID, 5, LOKET_CHANGE_WITHDRAWN, "reassigned");
  loket_feed_writer_add_removal (writer, CASE_ID, 6, LOKET_CHANGE_ERASED, NULL);
  body = loket_feed_writer_finish (writer, "6", ref_data);
  print_body ("FeedPage", body);
}

static void
print_service (void)
{
  static const char *const roles[] = {"coordinator", NULL};
  g_autoptr (LoketMe) me = loket_me_new ("an.voorbeeld", "An Voorbeeld", "realm-1");
  g_autoptr (LoketHealth) health = loket_health_new ("UP", "0.1.0");
  g_autoptr (GBytes) me_body = NULL;
  g_autoptr (GBytes) health_body = loket_health_encode (health);

  loket_me_add_organization (me, "demo-fed", "FOD Voorbeeldzaken", roles);
  me->contract_version = g_strdup (LOKET_CONTRACT_VERSION);
  me_body = loket_me_encode (me);
  print_body ("Me", me_body);
  print_body ("Health", health_body);
}

static void
print_case (const char *facts_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) facts = loket_json_load (facts_file, &error);
  g_autoptr (GBytes) body = NULL;

  g_assert_no_error (error);
  body = loket_case_body_make (json_node_get_object (facts));
  print_body ("NewCase", body);
}

int
main (int argc, char *argv[])
{
  g_assert_cmpint (argc, ==, 2);
  print_acts ();
  print_problems ();
  print_feed ();
  print_service ();
  print_case (argv[1]);
  return 0;
}

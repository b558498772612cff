/* SPDX-License-Identifier: EUPL-1.2 */
/* What the foot of the window shows when it is pressed: each thing that waits, or plainly none. */
#include <adwaita.h>

#include "loket-line-state.h"
#include "loket-pending-needs.h"
#include "ui-desk.h"

static gboolean
has_list (GtkWidget *line_state)
{
  GtkWidget *popover = ui_desk_find_widget (line_state, GTK_TYPE_POPOVER);

  return gtk_widget_get_visible (ui_desk_find_widget (popover, GTK_TYPE_SCROLLED_WINDOW));
}

static const char *
get_sentence (GtkWidget *line_state)
{
  GtkWidget *popover = ui_desk_find_widget (line_state, GTK_TYPE_POPOVER);

  return gtk_label_get_text (GTK_LABEL (ui_desk_find_widget (popover, GTK_TYPE_LABEL)));
}

static void
test_list_only_when_something_waits (void)
{
  UiDesk desk;
  GtkWidget *line_state = g_object_ref_sink (g_object_new (LOKET_TYPE_LINE_STATE, NULL));

  ui_desk_open (&desk, "en");
  loket_line_state_set_session (LOKET_LINE_STATE (line_state), desk.session);
  g_assert_false (has_list (line_state));
  g_assert_cmpstr (get_sentence (line_state), ==,
                   "Nothing waits: the loket has everything that you did.");
  loket_dossier_unref (ui_desk_register (&desk, "2026-11-20"));
  g_assert_true (has_list (line_state));
  g_assert_cmpstr (get_sentence (line_state), ==, "Not yet taken by the loket");
  g_assert_finalize_object (line_state);
  ui_desk_close (&desk);
}

/* That a term needs a connection names its case; the foot says it in few words. */
static void
test_needs (void)
{
  UiDesk desk;
  GtkWidget *line_state = g_object_ref_sink (g_object_new (LOKET_TYPE_LINE_STATE, NULL));
  GtkWidget *button;
  g_autoptr (LoketDossier) dossier = NULL;
  g_autoptr (JsonObject) answer = ui_desk_parse ("{'via': 'loket', 'text': 'We were wrong.'}");
  g_autofree char *notice = NULL;
  g_autofree char *begins = NULL;

  ui_desk_open (&desk, "en");
  loket_line_state_set_session (LOKET_LINE_STATE (line_state), desk.session);
  dossier = ui_desk_register (&desk, "2026-10-12");
  ui_desk_do (&desk, dossier, "answer", answer);
  while (loket_desk_get_sync_state (desk.desk)->pending_notice == NULL)
    g_main_context_iteration (NULL, TRUE);
  notice = loket_pending_needs_say_notice (desk.session);
  begins = g_strdup_printf ("%s · 1 act must reach the loket", dossier->the_case->reference);
  g_assert_true (g_str_has_prefix (notice, begins));
  button = ui_desk_find_widget (line_state, GTK_TYPE_MENU_BUTTON);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (ui_desk_find_widget (button, GTK_TYPE_LABEL))), ==
                   , "Not yet spoken with the loket · 2 acts wait to be sent · term ended 22 Oct");
  g_assert_finalize_object (line_state);
  ui_desk_close (&desk);
}

/* A decision is spoken of only where there is one: another account is not let in by anybody. */
static void
test_brake (void)
{
  static const struct {
    LoketBrakeKind kind;
    const char *says;
  } cases[] = {
      {LOKET_BRAKE_MASS_WITHDRAWAL, "Stopped so that nothing gets lost: waits for your decision"},
      {LOKET_BRAKE_OTHER_ACCOUNT, "Stopped so that nothing gets lost"},
      {LOKET_BRAKE_OTHER_REALM, "Stopped so that nothing gets lost"},
  };
  g_autoptr (LoketSpeech) speech = loket_speech_new ("en", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (LoketBrake) brake = loket_brake_new (cases[i].kind, 0, NULL);
    LoketSyncState state = {.brake = brake};
    g_autofree char *text = loket_line_state_describe (speech, &state, 0);

    g_assert_cmpstr (text, ==, cases[i].says);
  }
}

/* What of ours the loket does not have is never up to date. */
static void
test_up_to_date (void)
{
  static const struct {
    LoketSyncState state;
    const char *says;
  } cases[] = {
      {{0}, "Up to date with the loket · "},
      {{.pending = 2}, "Last spoken with the loket · "},
      {{.documents_not_sent = 1}, "Last spoken with the loket · "},
  };
  g_autoptr (LoketSpeech) speech = loket_speech_new ("en", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    LoketSyncState state = cases[i].state;
    g_autofree char *text = NULL;

    state.online = TRUE;
    state.offline_since = LOKET_NO_MOMENT;
    state.failing_since = LOKET_NO_MOMENT;
    state.last_sync = LOKET_SECOND_US;
    text = loket_line_state_describe (speech, &state, LOKET_SECOND_US);
    g_assert_true (g_str_has_prefix (text, cases[i].says));
  }
}

/* A loket that answers with an error is not away; and nothing is up to date because of it. */
static void
test_failing (void)
{
  static const struct {
    LoketMoment offline_since, failing_since, last_sync;
    const char *says;
  } cases[] = {
      {LOKET_NO_MOMENT, LOKET_NO_MOMENT, LOKET_NO_MOMENT, "Not yet spoken with the loket"},
      {0, 0, LOKET_NO_MOMENT, "Offline since 01:00"},
      {0, 0, 0, "Offline since 01:00"},
      {LOKET_NO_MOMENT, 0, LOKET_NO_MOMENT, "Syncing has failed since 01:00"},
      {LOKET_NO_MOMENT, 0, 0, "Syncing has failed since 01:00"},
  };
  g_autoptr (LoketSpeech) speech = loket_speech_new ("en", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    LoketSyncState state = {.online = cases[i].offline_since == LOKET_NO_MOMENT,
                            .offline_since = cases[i].offline_since,
                            .failing_since = cases[i].failing_since,
                            .last_sync = cases[i].last_sync};
    g_autofree char *text = loket_line_state_describe (speech, &state, LOKET_SECOND_US);

    g_assert_cmpstr (text, ==, cases[i].says);
  }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/ui/line-state/list-only-when-something-waits",
                   test_list_only_when_something_waits);
  g_test_add_func ("/ui/line-state/brake", test_brake);
  g_test_add_func ("/ui/line-state/needs", test_needs);
  g_test_add_func ("/ui/line-state/up-to-date", test_up_to_date);
  g_test_add_func ("/ui/line-state/failing", test_failing);
  return g_test_run ();
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The database of unsent work was damaged and saved: what is there again, what may be missing, and
 * where the damaged file lies. Shown until a person has understood it. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-ask.h"
#include "loket-desk-care.h"
#include "loket-window-private.h"

static const char *
name_table (const char *table)
{
  static const struct {
    const char *table;
    const char *name;
  } names[] = {
      {"items", N_ ("acts not yet sent")},
      {"drafts", N_ ("drafts")},
      {"audit", N_ ("the record of this computer")},
      {"quarantine", N_ ("cases set aside")},
      {"meta", N_ ("what the desk knows of itself")},
      {"uploads", N_ ("documents to be sent")},
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (names[i].table, table))
      return _ (names[i].name);
  }
  return table;
}

static char *
describe_lost (const LoketSalvage *salvage)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; salvage->lost_tables != NULL && salvage->lost_tables[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name_table (salvage->lost_tables[i]));
  return text->len > 0 ? g_strdup_printf (_ ("Here something may be missing: %s."), text->str)
                       : g_strdup (_ ("Nothing is missing."));
}

/* Nobody can tell any more to which act they belong. */
static void
add_documents (LoketWindow *self, const LoketSalvage *salvage)
{
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (salvage->documents == 0)
    return;
  name = g_filename_display_name (salvage->documents_path);
  text = g_strdup_printf (
      ngettext ("%u document that may not have been sent lies in a folder now. Look at it, and add "
                "it to its case again if it is missing there: %s",
                "%u documents that may not have been sent lie in a folder now. Look at them, and "
                "add them to their cases again if they are missing there: %s",
                salvage->documents),
      salvage->documents, name);
  loket_notice_card_add_fact (self->salvage_card, text);
}

static void
add_facts (LoketWindow *self, const LoketSalvage *salvage)
{
  g_autofree char *kept = g_strdup_printf (
      ngettext ("%u entry was read whole and is here again.",
                "%u entries were read whole and are here again.", salvage->rows_kept),
      salvage->rows_kept);
  g_autofree char *lost = describe_lost (salvage);

  loket_notice_card_add_fact (self->salvage_card, kept);
  if (salvage->from_backup > 0) {
    g_autofree char *copied = g_strdup_printf (
        ngettext ("%u more comes from the copy of an earlier day; acts among them wait for your "
                  "decision.",
                  "%u more come from the copy of an earlier day; acts among them wait for your "
                  "decision.",
                  salvage->from_backup),
        salvage->from_backup);

    loket_notice_card_add_fact (self->salvage_card, copied);
  }
  /* A document without its act says otherwise. */
  if (salvage->documents == 0 || *salvage->lost_tables != NULL)
    loket_notice_card_add_fact (self->salvage_card, lost);
  add_documents (self, salvage);
  if (salvage->aside_path != NULL) {
    g_autofree char *name = g_filename_display_name (salvage->aside_path);
    g_autofree char *aside = g_strdup_printf (_ ("The damaged file is kept whole: %s"), name);

    loket_notice_card_add_fact (self->salvage_card, aside);
  }
}

/**
 * _loket_window_show_salvage:
 *
 * Shows the card, until it was acknowledged.
 */
void
_loket_window_show_salvage (LoketWindow *self)
{
  LoketDesk *desk = loket_session_get_desk (self->session);
  const LoketSalvage *salvage = loket_desk_get_sync_state (desk)->salvage;

  if (salvage == NULL) {
    self->salvage_shown = FALSE;
    loket_notice_card_hide (self->salvage_card);
    return;
  }
  /* It says the same until it goes: the keyboard may be on its buttons. */
  if (self->salvage_shown)
    return;
  self->salvage_shown = TRUE;
  loket_notice_card_begin (
      self->salvage_card, "drive-harddisk-symbolic", _ ("Your unsent work was damaged, and saved"),
      loket_speech_name (loket_session_get_speech (self->session), "error", "workSalvaged"));
  add_facts (self, salvage);
  /* The first one gets the keyboard: not the one with which files may go. */
  loket_notice_card_add_button (self->salvage_card, _ ("Show what is p_ending"), "win.pending",
                                TRUE);
  loket_notice_card_add_button (self->salvage_card, _ ("_Understood"), "win.acknowledge-salvage",
                                FALSE);
}

static void
acknowledge (LoketWindow *self)
{
  loket_desk_acknowledge_salvage_async (loket_session_get_desk (self->session), NULL, NULL);
  _loket_window_show_salvage (self);
}

static void
asked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;

  if (loket_ask_finish (result, NULL) && self->session != NULL)
    acknowledge (self);
}

static void
add_file (GString *body, const char *path)
{
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : NULL;

  if (name != NULL)
    g_string_append_printf (body, "\n• %s", name);
}

/* What goes is named: it may be the only copy of what belongs to quite another case. */
static void
ask (LoketWindow *self, const LoketSalvage *salvage)
{
  g_autoptr (GString) body = g_string_new (
      _ ("A case was erased meanwhile. What was set aside may still say something of it, so with "
         "“Understood” it goes for good. It may also be the only copy of something in another "
         "case: look first at what you still need."));

  g_string_append_c (body, '\n');
  add_file (body, salvage->aside_path);
  add_file (body, salvage->documents > 0 ? salvage->documents_path : NULL);
  g_string_append_printf (body, "\n• %s", _ ("the copies of earlier days"));
  loket_ask_destroy_async (GTK_WINDOW (self), _ ("Delete what was set aside?"), body->str,
                           _ ("_Delete"), self->cancellable, asked_cb, g_object_ref (self));
}

/* The loket may have had a case erased since the card was built. */
static void
looked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LoketWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean files_go;
  gboolean looked =
      loket_desk_look_at_salvage_finish (LOKET_DESK (object), result, &files_go, &error);
  const LoketSalvage *salvage;

  if (self->session == NULL) /* the window went away meanwhile */
    return;
  salvage = loket_desk_get_sync_state (LOKET_DESK (object))->salvage;
  if (!looked) {
    g_autofree char *sentence = loket_session_describe_error (self->session, error);

    _loket_window_toast (self, sentence);
  } else if (files_go && salvage != NULL) {
    ask (self, salvage);
  } else {
    acknowledge (self);
  }
}

static void
acknowledge_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LoketWindow *self = user_data;

  loket_desk_look_at_salvage_async (loket_session_get_desk (self->session), looked_cb,
                                    g_object_ref (self));
}

static const GActionEntry salvage_actions[] = {
    {.name = "acknowledge-salvage", .activate = acknowledge_cb},
};

void
_loket_window_install_salvage (LoketWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), salvage_actions,
                                   G_N_ELEMENTS (salvage_actions), self);
}

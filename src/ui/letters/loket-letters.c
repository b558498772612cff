/* SPDX-License-Identifier: EUPL-1.2 */
/* Acknowledgement and answer as a PDF or as text for a mail, in the language of the letter. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-letter.h"
#include "loket-letters.h"
#include "loket-profile-choices.h"
#include "loket-save-paper.h"

typedef struct {
  const char *kind;
  LoketActType act; /* that it carries; UNKNOWN: none, it is dated today */
} LetterKind;

static const LetterKind letters[] = {
    {"acknowledgement", LOKET_ACT_ACKNOWLEDGE},
    {"answer", LOKET_ACT_ANSWER},
    {"nextLineOpen", LOKET_ACT_UNKNOWN},
};

/* The last act with effect that the letter carries; NULL where it has not been done yet. */
static LoketActEffect *
find_effect (LoketStanding *standing, const char *kind)
{
  LoketActType type = LOKET_ACT_UNKNOWN;

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++) {
    if (g_str_equal (letters[i].kind, kind))
      type = letters[i].act;
  }
  for (guint i = standing->effects->len; i > 0; i--) {
    LoketActEffect *effect = g_ptr_array_index (standing->effects, i - 1);

    if (effect->act->type == type && effect->annulled_by == NULL &&
        effect->permission.answer == LOKET_ANSWER_ALLOWED)
      return effect;
  }
  return NULL;
}

/* What the answer says: as it was given, or as it stands in the draft of its form. */
static char *
find_text (LoketSession *session, LoketDossier *dossier, const char *kind)
{
  LoketActEffect *effect = find_effect (dossier->standing, kind);
  g_autofree char *key = g_strdup_printf ("act:%s:%s", dossier->the_case->case_id, kind);
  g_autoptr (JsonObject) draft = NULL;
  JsonObject *payload;

  if (effect != NULL)
    return g_strdup (loket_act_get_text (effect->act, "text"));
  draft = loket_desk_load_draft (loket_session_get_desk (session), key);
  payload = draft != NULL ? loket_json_peek_object (draft, "payload") : NULL;
  return payload != NULL ? g_strdup (loket_json_peek_string (payload, "text")) : NULL;
}

/* A letter bears the day on which its act counts; one that came back the day that it bore. */
static LoketDay
find_letter_day (LoketDesk *desk, const LoketActEffect *effect)
{
  if (effect == NULL)
    return loket_desk_get_today (desk);
  return effect->counting_day != LOKET_NO_DAY ? effect->counting_day : effect->own_day;
}

static LoketLetter *
compose (LoketSession *session, LoketDossier *dossier, const char *kind, GError **error)
{
  LoketDesk *desk = loket_session_get_desk (session);
  LoketActEffect *effect = find_effect (dossier->standing, kind);
  g_autofree char *text = find_text (session, dossier, kind);

  return loket_letter_compose (loket_desk_get_rules (desk), dossier->standing, kind,
                               find_letter_day (desk, effect), text, error);
}

/**
 * loket_letters_dup_body:
 *
 * Returns: (transfer full) (nullable): what the letter says between salutation and closing; NULL
 *   where it cannot be made
 */
char *
loket_letters_dup_body (LoketSession *session, LoketDossier *dossier, const char *kind)
{
  g_autoptr (LoketLetter) letter = compose (session, dossier, kind, NULL);

  return letter != NULL ? g_strjoinv ("\n\n", letter->paragraphs) : NULL;
}

static void
toast (GtkWindow *parent, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.toast", "s", text);
}

static void
append_item (GMenu *menu, const char *label, const char *action, const char *kind)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", kind);
  g_menu_append_item (menu, item);
}

/* Names in a menu read underlines as access keys. */
static char *
name_letter (LoketSession *session, LoketDossier *dossier, const char *kind)
{
  LoketProfile *profile = loket_session_find_profile (session, dossier->the_case);
  JsonArray *list =
      profile != NULL ? loket_json_peek_array (loket_profile_get_json (profile), "letters") : NULL;
  LoketSpeech *speech = loket_session_speak_for (session, dossier->the_case);

  if (loket_speech_own_name (speech, "letter", kind) != NULL)
    return g_strdup (loket_speech_own_name (speech, "letter", kind));
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++) {
    JsonObject *element = loket_json_array_peek_object (list, i);

    if (g_strcmp0 (loket_json_peek_string (element, "kind"), kind) == 0)
      return g_strdup (loket_speech_pick (speech, loket_json_peek_object (element, "names")));
  }
  return g_strdup (loket_speech_name (speech, "letter", kind));
}

/**
 * loket_letters_make_menu:
 *
 * Returns: (transfer full): a section for each letter that can be made; its items activate
 *   `case.save-letter` and `case.copy-letter`; then the proof of the dates, `case.save-proof`
 */
GMenuModel *
loket_letters_make_menu (LoketSession *session, LoketDossier *dossier)
{
  GMenu *menu = g_menu_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++) {
    g_autoptr (LoketLetter) letter = compose (session, dossier, letters[i].kind, NULL);
    g_autofree char *name = name_letter (session, dossier, letters[i].kind);
    g_autoptr (GMenu) section = g_menu_new ();

    if (letter == NULL)
      continue;
    append_item (section, _ ("Save as PDF …"), "case.save-letter", letters[i].kind);
    append_item (section, _ ("Copy as text for a mail"), "case.copy-letter", letters[i].kind);
    g_menu_append_section (menu, name, G_MENU_MODEL (section));
  }
  if (dossier->standing->clocks->len > 0) {
    g_autoptr (GMenu) section = g_menu_new ();

    g_menu_append (section, _ ("Save the proof of the dates …"), "case.save-proof");
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  }
  return G_MENU_MODEL (menu);
}

static gboolean
write_letter (gpointer paper, const char *path, GError **error)
{
  return loket_letter_write (paper, path, error);
}

/**
 * loket_letters_save:
 * @kind: a letter that the menu offered
 *
 * Asks for a file and writes the letter into it: a PDF, or text where the name ends in `.txt`.
 */
void
loket_letters_save (GtkWindow *parent,
                    LoketSession *session,
                    LoketDossier *dossier,
                    const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketLetter) letter = compose (session, dossier, kind, &error);
  g_autofree char *name = NULL;

  if (letter == NULL) {
    toast (parent, error->message);
    return;
  }
  name = g_strdup_printf ("%s-%s.pdf", dossier->standing->current->reference, kind);
  loket_save_paper (parent, _ ("Save the letter"), name, g_steal_pointer (&letter), write_letter,
                    (GDestroyNotify) loket_letter_free);
}

/**
 * loket_letters_copy:
 *
 * Puts the letter on the clipboard, to be pasted into a mail.
 */
void
loket_letters_copy (GtkWindow *parent,
                    LoketSession *session,
                    LoketDossier *dossier,
                    const char *kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LoketLetter) letter = compose (session, dossier, kind, &error);
  g_autofree char *text = NULL;

  if (letter == NULL) {
    toast (parent, error->message);
    return;
  }
  text = loket_letter_to_text (letter);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (parent)), text);
  toast (parent, _ ("Copied"));
}

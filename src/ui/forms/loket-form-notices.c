/* SPDX-License-Identifier: EUPL-1.2 */
/* Notices of a form. They warn; only a text that names whoever must not be named is refused. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-form-notices.h"
#include "loket-profile-choices.h"
#include "loket-withheld.h"

/* As many earlier complaints are named; the guide of the case names them too. */
enum {
  EARLIER_MAX = 5
};

static void
add_notice (GtkBox *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, "notice");
  gtk_box_append (box, label);
}

/* As the form stands at first: asked of the service, passed on, a reply to the ombudsman. */
static gboolean
may_reach_service (LoketDossier *dossier, LoketActType type)
{
  static const char *const to_service = "{ \"from\": \"service\", \"kind\": \"inquiryReply\" }";
  g_autoptr (JsonNode) payload = loket_json_parse (to_service, -1, NULL);

  return loket_withheld_concerns (dossier->standing->current, type, json_node_get_object (payload));
}

/* What is said to whoever claims damages may be held against the authority. */
static gboolean
may_admit (LoketDossier *dossier, LoketActType type)
{
  static const LoketActType saying[] = {LOKET_ACT_ANSWER, LOKET_ACT_SETTLE, LOKET_ACT_PROPOSE,
                                        LOKET_ACT_PROMISE_REMEDY};
  const char *claimed = loket_json_peek_string (dossier->standing->current->json, "damagesClaimed");
  gboolean says = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (saying); i++)
    says |= saying[i] == type;
  if (!says || claimed == NULL || *claimed == '\0')
    return FALSE;
  for (guint i = 0; i < dossier->standing->effects->len; i++) {
    LoketActEffect *effect = g_ptr_array_index (dossier->standing->effects, i);

    if (effect->act->type == LOKET_ACT_INFORM_LEGAL && effect->annulled_by == NULL)
      return FALSE;
  }
  return TRUE;
}

/* A search under way; the form may be gone when it ends. */
typedef struct {
  GtkBox *box;           /* (owned) */
  LoketSession *session; /* (owned) */
} Search;

static void
search_free (Search *search)
{
  g_object_unref (search->box);
  g_object_unref (search->session);
  g_free (search);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Search, search_free)

static void
append_earlier (GString *text, LoketSpeech *speech, const LoketSimilarCase *similar)
{
  g_autofree char *day = similar->received_on != LOKET_NO_DAY
                             ? loket_speech_day_medium (speech, similar->received_on)
                             : g_strdup (_ ("not yet sent"));

  g_string_append_printf (text, "\n%s · %s · %s · %s", similar->reference, similar->subject, day,
                          loket_speech_name (speech, "step", loket_step_to_string (similar->step)));
}

static void
earlier_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Search) search = user_data;
  LoketDesk *desk = loket_session_get_desk (search->session);
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) text = NULL;
  guint count = 0;

  /* The form went away meanwhile. */
  if (gtk_widget_get_root (GTK_WIDGET (search->box)) == NULL)
    return;
  found = loket_desk_find_similar_finish (desk, result, NULL);
  text = g_string_new (_ ("Other complaints of the same person: the same facts?"));
  for (guint i = 0; found != NULL && i < found->len && count < EARLIER_MAX; i++) {
    const LoketSimilarCase *similar = g_ptr_array_index (found, i);

    if (!similar->same_person)
      continue;
    count++;
    append_earlier (text, loket_session_get_speech (search->session), similar);
  }
  if (count > 0)
    add_notice (search->box, text->str);
  gtk_widget_set_visible (GTK_WIDGET (search->box),
                          gtk_widget_get_first_child (GTK_WIDGET (search->box)) != NULL);
}

/* Who declines has seen what the same person complained of before. */
static void
look_for_earlier (GtkBox *box, LoketSession *session, LoketDossier *dossier)
{
  LoketCase *facts = dossier->standing->current;
  LoketParty *first = facts->complainants->len > 0 ? facts->complainants->pdata[0] : NULL;
  Search *search = first != NULL ? g_new0 (Search, 1) : NULL;
  LoketSimilarQuery query = {.agency = facts->agency, .case_id = facts->case_id};

  if (search == NULL)
    return;
  query.name = first->name;
  query.email = first->email;
  query.phone = first->phone;
  search->box = g_object_ref (box);
  search->session = g_object_ref (session);
  loket_desk_find_similar_async (loket_session_get_desk (session), &query, NULL, earlier_found_cb,
                                 search);
}

/**
 * loket_form_notices_fill:
 *
 * Adds what is to be known before this act is done in this case; the box hides where that is
 * nothing.
 */
void
loket_form_notices_fill (GtkBox *box,
                         LoketSession *session,
                         LoketDossier *dossier,
                         LoketActType type)
{
  if (may_reach_service (dossier, type))
    add_notice (box, _ ("The complainant wants the name withheld from the service: what goes there "
                        "is looked through for name, address and numbers."));
  if (may_admit (dossier, type))
    add_notice (box, _ ("Damages are claimed, and the legal service has not been told yet. Admit "
                        "nothing without its approval."));
  if (loket_profile_choices_copies_until (loket_session_find_profile (session, dossier->the_case),
                                          type))
    add_notice (box, _ ("The day that is promised here binds: a term of this case runs until that "
                        "very day."));
  if (type == LOKET_ACT_DECLINE)
    look_for_earlier (box, session, dossier);
  gtk_widget_set_visible (GTK_WIDGET (box), gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL);
}

static const LoketAct *
find_act (LoketDossier *dossier, const char *act_id)
{
  for (guint i = 0; i < dossier->standing->effects->len; i++) {
    const LoketAct *act = ((LoketActEffect *) dossier->standing->effects->pdata[i])->act;

    if (g_strcmp0 (act->act_id, act_id) == 0)
      return act;
  }
  return NULL;
}

static void
append_unseen (GString *text, LoketSession *session, const LoketAct *act)
{
  LoketSpeech *speech = loket_session_get_speech (session);
  g_autofree char *what = loket_speech_describe_act (speech, act);
  g_autofree char *day = loket_speech_day_medium (speech, act->occurred_on);

  g_string_append_printf (text, "\n%s · %s · %s", what,
                          act->author_name != NULL ? act->author_name : act->author, day);
}

/**
 * loket_form_notices_add_unseen:
 * @act_ids: of what others did, and the person had not seen when this was written; those that are
 *   not in the case are left away
 */
void
loket_form_notices_add_unseen (GtkBox *box,
                               LoketSession *session,
                               LoketDossier *dossier,
                               JsonArray *act_ids)
{
  g_autoptr (GString) text = g_string_new (_ ("Done in the case since you wrote this:"));
  gsize heading = text->len;

  for (guint i = 0; i < json_array_get_length (act_ids); i++) {
    const LoketAct *act = find_act (dossier, loket_json_array_peek_string (act_ids, i));

    if (act != NULL)
      append_unseen (text, session, act);
  }
  if (text->len == heading)
    return;
  add_notice (box, text->str);
  gtk_widget_set_visible (GTK_WIDGET (box), TRUE);
}

/**
 * loket_form_notices_withheld:
 *
 * Returns: (transfer full) (nullable): why this text may not leave; NULL where it may
 */
char *
loket_form_notices_withheld (LoketDossier *dossier, LoketActType type, JsonObject *payload)
{
  g_auto (GStrv) found = loket_withheld_find (dossier->standing->current, type, payload);
  g_autofree char *list = found != NULL ? g_strjoinv (", ", found) : NULL;

  if (found == NULL)
    return NULL;
  return g_strdup_printf (_ ("The name is withheld from the service, and the text says: %s. Say it "
                             "without that."),
                          list);
}

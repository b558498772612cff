/* SPDX-License-Identifier: EUPL-1.2 */
/* A case that was passed on: to whom, who holds it now, and that the person was told. */
#include "config.h"

#include <glib/gi18n.h>

#include "loket-guide-parts.h"
#include "loket-stage-cards.h"

typedef struct {
  LoketSession *session;
  LoketDossier *dossier;
  LoketActEffect *transfer;
  const char *to;           /* whom it was passed to */
  LoketActEffect *accepted; /* (nullable): after the transfer */
  LoketActEffect *returned; /* (nullable): after the transfer */
} Passing;

static char *
say_day (const Passing *self, const LoketActEffect *effect)
{
  return loket_guide_say_day (self->session, effect->counting_day);
}

/* The transfer tells the person itself; by which way stands with it. */
static void
add_told (const Passing *self, GtkWidget *card)
{
  LoketSpeech *speech = loket_session_get_speech (self->session);
  g_autofree char *day = loket_guide_say_day (self->session, self->transfer->counting_day);
  g_autofree char *text = g_strdup_printf (
      _ ("The complainant was told on %s, %s."), day,
      loket_speech_name (speech, "via", loket_via_to_string (self->transfer->via)));

  loket_guide_add_aside (card, text);
}

static void
add_returned (const Passing *self, GtkWidget *card)
{
  const char *reason = loket_act_get_text (self->returned->act, "reason");
  g_autofree char *day = say_day (self, self->returned);

  loket_guide_add_printf (card, _ ("%s returned the case on %s: it is with us again."), self->to,
                          day);
  if (reason != NULL)
    loket_guide_add_text (card, reason);
  loket_guide_add_warning (card, _ ("Do not send it there again: handle it, or pass it on to "
                                    "another body."));
  if (self->dossier->standing->step == LOKET_STEP_CLOSED)
    loket_guide_add_act (card, self->session, self->dossier, LOKET_ACT_REOPEN, NULL, NULL);
}

static void
add_accepted (const Passing *self, GtkWidget *card)
{
  const char *reference = loket_act_get_text (self->accepted->act, "reference");
  g_autofree char *day = say_day (self, self->accepted);
  g_autofree char *number = NULL;

  loket_guide_add_printf (card, _ ("%s took the case over on %s and holds it now."), self->to, day);
  if (reference == NULL)
    return;
  number = g_strdup_printf (_ ("Number there: %s"), reference);
  loket_guide_add_text (card, number);
}

static void
add_external (const Passing *self, GtkWidget *card)
{
  g_autofree char *day = say_day (self, self->transfer);

  if (self->returned != NULL) {
    add_returned (self, card);
    return;
  }
  if (self->accepted != NULL) {
    add_accepted (self, card);
  } else if (self->transfer->act->opened != NULL) {
    loket_guide_add_printf (
        card,
        _ ("Passed on to %s on %s. It will stand here when they take it over or "
           "send it back."),
        self->to, day);
  } else {
    loket_guide_add_printf (card,
                            _ ("Passed on to %s on %s. Nobody has said yet that it is taken over: "
                               "ask, and record what they say."),
                            self->to, day);
    loket_guide_add_act (card, self->session, self->dossier, LOKET_ACT_ACCEPT_TRANSFER, NULL,
                         _ ("Record that it was taken over"));
  }
  /* A body of the loket says it in its own case. */
  if (self->transfer->act->opened == NULL)
    loket_guide_add_act (card, self->session, self->dossier, LOKET_ACT_RETURN_TRANSFER, NULL,
                         _ ("Record that it came back"));
}

static LoketActEffect *
find_after (LoketStanding *standing, LoketActType type, gint place)
{
  gint own;
  LoketActEffect *effect = loket_guide_find_last (standing, type, &own);

  return own > place ? effect : NULL;
}

GtkWidget *
loket_transfer_card_make (LoketSession *session, LoketDossier *dossier)
{
  Passing self = {.session = session, .dossier = dossier};
  g_autofree char *day = NULL;
  const char *kind;
  GtkWidget *card;
  gint place;

  self.transfer = loket_guide_find_last (dossier->standing, LOKET_ACT_TRANSFER, &place);
  if (self.transfer == NULL)
    return NULL;
  self.accepted = find_after (dossier->standing, LOKET_ACT_ACCEPT_TRANSFER, place);
  self.returned = find_after (dossier->standing, LOKET_ACT_RETURN_TRANSFER, place);
  self.to = loket_act_get_text (self.transfer->act, "to");
  if (self.to == NULL)
    return NULL;
  day = say_day (&self, self.transfer);
  kind = loket_act_get_text (self.transfer->act, "kind");
  card = loket_guide_card_new (_ ("Who holds the case now"));
  if (g_strcmp0 (kind, "internal") == 0)
    loket_guide_add_printf (card, _ ("%s, within our authority, since %s. Number and terms stay."),
                            self.to, day);
  else if (g_strcmp0 (kind, "referral") == 0)
    loket_guide_add_printf (card,
                            _ ("Nobody for us: the complainant was sent to %s on %s and goes there "
                               "himself."),
                            self.to, day);
  else
    add_external (&self, card);
  add_told (&self, card);
  return card;
}

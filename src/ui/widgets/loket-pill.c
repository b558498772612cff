/* SPDX-License-Identifier: EUPL-1.2 */
/* Words and tone of a countdown. */
#include "config.h"

#include "loket-pill.h"

/* So many office days before the end the pill asks for attention. */
enum {
  SOON_DAYS = 2
};

static const char *const tones[] = {"late", "soon", "calm", "quiet"};

/**
 * loket_pill_choose_tone:
 *
 * Returns: the style class of the pill: `late`, `soon`, `calm`, or `quiet` for a clock that does
 *   not run, and for a term of the citizen: it is nothing that we are late with
 */
const char *
loket_pill_choose_tone (const LoketClockReading *clock, LoketMoment now)
{
  gboolean in_hours = clock->due_at != LOKET_NO_MOMENT;

  if (clock->citizens)
    return "quiet";
  switch (clock->state) {
  case LOKET_CLOCK_STATE_OVERDUE:
  case LOKET_CLOCK_STATE_MET_LATE:
    return "late";
  case LOKET_CLOCK_STATE_RUNNING:
    if (in_hours ? clock->due_at < now : clock->due < loket_moment_get_day (now))
      return "late";
    return clock->working_days_left <= SOON_DAYS ? "soon" : "calm";
  case LOKET_CLOCK_STATE_NOT_STARTED:
  case LOKET_CLOCK_STATE_SUSPENDED:
  case LOKET_CLOCK_STATE_MET:
  case LOKET_CLOCK_STATE_SKIPPED:
  case LOKET_CLOCK_STATE_NO_TERM:
  default:
    return "quiet";
  }
}

static void
show (GtkLabel *label, const char *text, const char *tone)
{
  gtk_label_set_text (label, text);
  for (gsize i = 0; i < G_N_ELEMENTS (tones); i++) {
    if (g_str_equal (tones[i], tone))
      gtk_widget_add_css_class (GTK_WIDGET (label), tones[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (label), tones[i]);
  }
}

/**
 * loket_pill_show:
 * @clock: (nullable): without a clock the label is hidden
 */
void
loket_pill_show (GtkLabel *label,
                 LoketSpeech *speech,
                 const LoketClockReading *clock,
                 LoketMoment now)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (label), clock != NULL);
  if (clock == NULL)
    return;
  text = loket_speech_countdown (speech, clock, now);
  show (label, text, loket_pill_choose_tone (clock, now));
}

/**
 * loket_pill_show_short:
 *
 * As loket_pill_show(), for a row of a list: of a term in hours only what is left.
 */
void
loket_pill_show_short (GtkLabel *label,
                       LoketSpeech *speech,
                       const LoketClockReading *clock,
                       LoketMoment now)
{
  g_autofree char *text = loket_speech_countdown_short (speech, clock, now);

  gtk_widget_set_visible (GTK_WIDGET (label), TRUE);
  show (label, text, loket_pill_choose_tone (clock, now));
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* The shared things of a window. */
#include "config.h"

#include "loket-desk-errors.h"
#include "loket-session.h"

struct _LoketSession {
  GObject parent_instance;

  LoketDesk *desk;     /* (owned) */
  LoketSpeech *speech; /* (owned) */
  LoketClock *clock;   /* (owned): timers of widgets */
  LoketAgency *agency; /* (owned) (nullable): for which was last spoken, */
  LoketSpeech *spoken; /* (owned) (nullable): and with which words */
  gboolean demo;
};

G_DEFINE_FINAL_TYPE (LoketSession, loket_session, G_TYPE_OBJECT)

static void
loket_session_finalize (GObject *object)
{
  LoketSession *self = LOKET_SESSION (object);

  g_clear_object (&self->desk);
  g_clear_pointer (&self->speech, loket_speech_unref);
  g_clear_pointer (&self->agency, loket_agency_unref);
  g_clear_pointer (&self->spoken, loket_speech_unref);
  g_clear_pointer (&self->clock, loket_clock_free);
  G_OBJECT_CLASS (loket_session_parent_class)->finalize (object);
}

static void
loket_session_class_init (LoketSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = loket_session_finalize;
}

static void
loket_session_init (LoketSession *self)
{
  self->clock = loket_clock_new_system ();
}

/**
 * loket_session_new:
 * @speech: the language of the screen
 * @demo: whether this is an exercise, which the window then shows
 */
LoketSession *
loket_session_new (LoketDesk *desk, LoketSpeech *speech, gboolean demo)
{
  LoketSession *self = g_object_new (LOKET_TYPE_SESSION, NULL);

  self->desk = g_object_ref (desk);
  self->speech = loket_speech_ref (speech);
  self->demo = demo;
  return self;
}

LoketDesk *
loket_session_get_desk (LoketSession *self)
{
  return self->desk;
}

LoketSpeech *
loket_session_get_speech (LoketSession *self)
{
  return self->speech;
}

static LoketSpeech *
speak_for (LoketSession *self, LoketAgency *agency)
{
  if (agency == NULL || loket_agency_get_words (agency) == NULL)
    return self->speech;
  if (agency != self->agency) {
    g_clear_pointer (&self->agency, loket_agency_unref);
    g_clear_pointer (&self->spoken, loket_speech_unref);
    self->agency = loket_agency_ref (agency);
    self->spoken = loket_speech_with_words (self->speech, loket_agency_get_words (agency));
  }
  return self->spoken;
}

/**
 * loket_session_speak_for:
 * @the_case: whose steps, acts, letters and outcomes are named as its agency calls them
 *
 * Returns: (transfer none): valid until the next case is spoken for
 */
LoketSpeech *
loket_session_speak_for (LoketSession *self, const LoketCase *the_case)
{
  return speak_for (self,
                    loket_rules_get_agency (loket_desk_get_rules (self->desk), the_case->agency));
}

LoketClock *
loket_session_get_clock (LoketSession *self)
{
  return self->clock;
}

gboolean
loket_session_is_demo (LoketSession *self)
{
  return self->demo;
}

/**
 * loket_session_find_profile:
 *
 * Returns: (transfer none) (nullable): the profile of the case; NULL where it is not known here
 */
LoketProfile *
loket_session_find_profile (LoketSession *self, const LoketCase *the_case)
{
  return loket_rules_get_profile (loket_desk_get_rules (self->desk), the_case->procedure_id,
                                  the_case->procedure_version);
}

/**
 * loket_session_name_agency:
 *
 * Returns: (transfer none): what the agency is called in the language of the screen; its id where
 * it is not known here
 */
const char *
loket_session_name_agency (LoketSession *self, const char *id)
{
  LoketAgency *agency = loket_rules_get_agency (loket_desk_get_rules (self->desk), id);
  JsonObject *names =
      agency != NULL ? loket_json_peek_object (loket_agency_get_json (agency), "names") : NULL;

  return names != NULL ? loket_speech_pick (self->speech, names) : id;
}

static LoketAgency *
find_prefix (GPtrArray *agencies, const char *reference)
{
  for (guint i = 0; i < agencies->len; i++) {
    const char *prefix =
        loket_json_peek_string (loket_agency_get_json (agencies->pdata[i]), "referencePrefix");
    gsize length = prefix != NULL ? strlen (prefix) : 0;

    if (length > 0 && strncmp (reference, prefix, length) == 0 && reference[length] == '-')
      return agencies->pdata[i];
  }
  return NULL;
}

/* Whose case it is, by the letters before its number; a provisional number is one of our own. The
 * account's agencies come first: the rules of the others are read only where none of them fits. */
static LoketAgency *
find_agency (LoketSession *self, const char *reference)
{
  GPtrArray *own = loket_desk_list_agencies (self->desk);
  LoketAgency *agency = find_prefix (own, reference);

  if (agency == NULL && !g_str_has_prefix (reference, "V-"))
    agency = find_prefix (loket_rules_list_agencies (loket_desk_get_rules (self->desk)), reference);
  if (agency == NULL && own->len > 0)
    agency = own->pdata[0];
  return agency;
}

/**
 * loket_session_speak_for_row:
 *
 * As loket_session_speak_for(); a row knows its agency by its reference.
 */
LoketSpeech *
loket_session_speak_for_row (LoketSession *self, LoketCaseRow *row)
{
  return speak_for (self, find_agency (self, loket_case_row_get_reference (row)));
}

/* The calendar on which the office of a case is open. */
static LoketCalendar *
find_office_calendar (LoketSession *self, const char *reference)
{
  LoketRules *rules = loket_desk_get_rules (self->desk);
  LoketAgency *agency = find_agency (self, reference);
  LoketProfile *profile =
      agency != NULL ? loket_rules_get_newest (rules, loket_agency_get_procedure (agency)) : NULL;

  return profile != NULL
             ? loket_rules_get_calendar (rules, loket_profile_get_office_calendar (profile))
             : NULL;
}

/**
 * loket_session_read_row:
 * @reading: (out): the clock of the row as of today; its strings belong to the row, and it has
 *   no explanation
 *
 * A row keeps dates only, since what is left of a term depends on the day.
 */
void
loket_session_read_row (LoketSession *self, LoketCaseRow *row, LoketClockReading *reading)
{
  LoketDay today = loket_desk_get_today (self->desk);
  LoketCalendar *calendar = find_office_calendar (self, loket_case_row_get_reference (row));
  const char *clock = loket_case_row_get_clock (row);

  *reading = (LoketClockReading){
      .id = loket_clock_id_from_string (clock),
      .id_code = (char *) clock,
      .confirmed = TRUE,
      .state = loket_case_row_get_state (row),
      .last_day = loket_case_row_get_last_day (row),
      .due = loket_case_row_get_due (row),
      .due_at = loket_case_row_get_due_at (row),
      .work_by = loket_case_row_get_work_by (row),
  };
  if (reading->due == LOKET_NO_DAY)
    return;
  reading->days_left = reading->due - today;
  reading->state = reading->days_left < 0 || (reading->due_at != LOKET_NO_MOMENT &&
                                              reading->due_at < loket_desk_get_now (self->desk))
                       ? LOKET_CLOCK_STATE_OVERDUE
                       : LOKET_CLOCK_STATE_RUNNING;
  if (calendar != NULL && reading->work_by > today)
    reading->working_days_left = loket_calendar_count_open (calendar, today, reading->work_by);
}

/**
 * loket_session_wants_minutes:
 *
 * Returns: whether that countdown moves each minute: a term in hours of which less than a day is
 * left
 */
gboolean
loket_session_wants_minutes (const LoketClockReading *clock, LoketMoment now)
{
  return clock->state == LOKET_CLOCK_STATE_RUNNING && clock->due_at != LOKET_NO_MOMENT &&
         clock->due_at - now < LOKET_DAY_US;
}

/**
 * loket_session_hold_minutes:
 * @holds: (inout): whether the widget has the desk wake up for minutes
 */
void
loket_session_hold_minutes (LoketSession *self, gboolean *holds, gboolean hold)
{
  if (*holds == hold)
    return;
  *holds = hold;
  if (hold)
    loket_desk_hold_minutes (self->desk);
  else
    loket_desk_release_minutes (self->desk);
}

/**
 * loket_session_describe_error:
 * @error: of the desk
 *
 * Returns: (transfer full): the sentence for the person; where the rules do not allow something,
 *   the reason why
 */
char *
loket_session_describe_error (LoketSession *self, const GError *error)
{
  if (g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NOT_ALLOWED))
    return g_strdup (loket_speech_name (self->speech, "reason", error->message));
  if (g_error_matches (error, LOKET_DESK_ERROR, LOKET_DESK_ERROR_NAME_WITHHELD))
    return g_strdup_printf ("%s (%s)", loket_speech_name (self->speech, "error", "nameWithheld"),
                            error->message);
  return g_strdup (loket_speech_name (self->speech, "error", loket_desk_errors_get_code (error)));
}

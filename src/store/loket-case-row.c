/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of the list of cases. */
#include "config.h"

#include "loket-case-row-private.h"

struct _LoketCaseRow {
  GObject parent_instance;

  gint64 id;
  gboolean loading;
  char *case_id;
  char *reference;
  char *subject;
  char *person;
  char *clock; /* (nullable) */
  int step;    /* LoketStep */
  int state;   /* LoketClockState */
  LoketDay last_day;
  LoketDay due;
  LoketDay work_by;
  LoketMoment due_at;
  int urgency; /* LoketUrgency */
  gboolean pending;
};

G_DEFINE_FINAL_TYPE (LoketCaseRow, loket_case_row, G_TYPE_OBJECT)

typedef enum {
  PROP_CASE_ID = 1,
  PROP_REFERENCE,
  PROP_SUBJECT,
  PROP_PERSON,
  PROP_STEP,
  PROP_CLOCK,
  PROP_STATE,
  PROP_LAST_DAY,
  PROP_DUE,
  PROP_WORK_BY,
  PROP_DUE_AT,
  PROP_URGENCY,
  PROP_PENDING,
  PROP_LOADING,
} LoketCaseRowProperty;

static GParamSpec *properties[PROP_LOADING + 1];

LoketCaseRow *
_loket_case_row_new (gint64 id)
{
  LoketCaseRow *self = g_object_new (LOKET_TYPE_CASE_ROW, NULL);

  self->id = id;
  return self;
}

gint64
_loket_case_row_get_id (LoketCaseRow *self)
{
  return self->id;
}

static void
set_text (LoketCaseRow *self, char **field, const char *text, LoketCaseRowProperty property)
{
  if (g_strcmp0 (*field, text) == 0)
    return;
  g_free (*field);
  *field = g_strdup (text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_number (LoketCaseRow *self, int *field, int value, LoketCaseRowProperty property)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_due_at (LoketCaseRow *self, LoketMoment due_at)
{
  if (self->due_at == due_at)
    return;
  self->due_at = due_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DUE_AT]);
}

/**
 * _loket_case_row_update:
 *
 * Takes over what was read; tells of each property that changed.
 */
void
_loket_case_row_update (LoketCaseRow *self, const LoketCaseLine *line)
{
  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, &self->case_id, line->case_id, PROP_CASE_ID);
  set_text (self, &self->reference, line->reference, PROP_REFERENCE);
  set_text (self, &self->subject, line->subject, PROP_SUBJECT);
  set_text (self, &self->person, line->person, PROP_PERSON);
  set_text (self, &self->clock, line->clock, PROP_CLOCK);
  set_number (self, &self->step, (int) line->step, PROP_STEP);
  set_number (self, &self->state, (int) line->state, PROP_STATE);
  set_number (self, &self->last_day, (int) line->last_day, PROP_LAST_DAY);
  set_number (self, &self->due, (int) line->due, PROP_DUE);
  set_number (self, &self->work_by, (int) line->work_by, PROP_WORK_BY);
  set_due_at (self, line->due_at);
  set_number (self, &self->urgency, (int) line->urgency, PROP_URGENCY);
  set_number (self, &self->pending, (int) line->pending, PROP_PENDING);
  set_number (self, &self->loading, FALSE, PROP_LOADING);
  g_object_thaw_notify (G_OBJECT (self));
}

static void
loket_case_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LoketCaseRow *self = LOKET_CASE_ROW (object);

  switch ((LoketCaseRowProperty) prop_id) {
  case PROP_CASE_ID:
    g_value_set_string (value, self->case_id);
    break;
  case PROP_REFERENCE:
    g_value_set_string (value, self->reference);
    break;
  case PROP_SUBJECT:
    g_value_set_string (value, self->subject);
    break;
  case PROP_PERSON:
    g_value_set_string (value, self->person);
    break;
  case PROP_STEP:
    g_value_set_int (value, self->step);
    break;
  case PROP_CLOCK:
    g_value_set_string (value, self->clock);
    break;
  case PROP_STATE:
    g_value_set_int (value, self->state);
    break;
  case PROP_LAST_DAY:
    g_value_set_int (value, self->last_day);
    break;
  case PROP_DUE:
    g_value_set_int (value, self->due);
    break;
  case PROP_WORK_BY:
    g_value_set_int (value, self->work_by);
    break;
  case PROP_DUE_AT:
    g_value_set_int64 (value, self->due_at);
    break;
  case PROP_URGENCY:
    g_value_set_int (value, self->urgency);
    break;
  case PROP_PENDING:
    g_value_set_boolean (value, self->pending);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
loket_case_row_finalize (GObject *object)
{
  LoketCaseRow *self = LOKET_CASE_ROW (object);

  g_free (self->case_id);
  g_free (self->reference);
  g_free (self->subject);
  g_free (self->person);
  g_free (self->clock);

  G_OBJECT_CLASS (loket_case_row_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_CASE_ID] = g_param_spec_string ("case-id", NULL, NULL, "", flags);
  properties[PROP_REFERENCE] = g_param_spec_string ("reference", NULL, NULL, "", flags);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, "", flags);
  properties[PROP_PERSON] = g_param_spec_string ("person", NULL, NULL, "", flags);
  properties[PROP_STEP] = g_param_spec_int ("step", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_CLOCK] = g_param_spec_string ("clock", NULL, NULL, NULL, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_LAST_DAY] = g_param_spec_int ("last-day", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_DUE] = g_param_spec_int ("due", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_WORK_BY] = g_param_spec_int ("work-by", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_DUE_AT] =
      g_param_spec_int64 ("due-at", NULL, NULL, G_MININT64, G_MAXINT64, LOKET_NO_MOMENT, flags);
  properties[PROP_URGENCY] = g_param_spec_int ("urgency", NULL, NULL, 0, G_MAXINT, 0, flags);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, TRUE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
loket_case_row_class_init (LoketCaseRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = loket_case_row_get_property;
  object_class->finalize = loket_case_row_finalize;
  install_properties (object_class);
}

static void
loket_case_row_init (LoketCaseRow *self)
{
  self->loading = TRUE;
  self->state = LOKET_CLOCK_STATE_NO_TERM;
  self->due_at = LOKET_NO_MOMENT;
  self->case_id = g_strdup ("");
  self->reference = g_strdup ("");
  self->subject = g_strdup ("");
  self->person = g_strdup ("");
}

const char *
loket_case_row_get_case_id (LoketCaseRow *self)
{
  return self->case_id;
}

const char *
loket_case_row_get_reference (LoketCaseRow *self)
{
  return self->reference;
}

const char *
loket_case_row_get_subject (LoketCaseRow *self)
{
  return self->subject;
}

const char *
loket_case_row_get_person (LoketCaseRow *self)
{
  return self->person;
}

LoketStep
loket_case_row_get_step (LoketCaseRow *self)
{
  return (LoketStep) self->step;
}

/**
 * loket_case_row_get_clock:
 *
 * Returns: (nullable): code of the leading clock; NULL where none is open
 */
const char *
loket_case_row_get_clock (LoketCaseRow *self)
{
  return self->clock;
}

LoketClockState
loket_case_row_get_state (LoketCaseRow *self)
{
  return (LoketClockState) self->state;
}

LoketDay
loket_case_row_get_last_day (LoketCaseRow *self)
{
  return self->last_day;
}

LoketDay
loket_case_row_get_due (LoketCaseRow *self)
{
  return self->due;
}

LoketDay
loket_case_row_get_work_by (LoketCaseRow *self)
{
  return self->work_by;
}

/**
 * loket_case_row_get_due_at:
 *
 * Returns: the moment at which a term in hours ends; LOKET_NO_MOMENT for a term in days
 */
LoketMoment
loket_case_row_get_due_at (LoketCaseRow *self)
{
  return self->due_at;
}

LoketUrgency
loket_case_row_get_urgency (LoketCaseRow *self)
{
  return (LoketUrgency) self->urgency;
}

gboolean
loket_case_row_get_pending (LoketCaseRow *self)
{
  return self->pending;
}

gboolean
loket_case_row_is_loading (LoketCaseRow *self)
{
  return self->loading;
}

/* SPDX-License-Identifier: EUPL-1.2 */
/* One row of the list of cases: what a person sees of a case without opening it.
 *
 * Properties (all notify): case-id, reference, subject, person, step, clock, state, last-day, due,
 * work-by, due-at, urgency, pending, loading. Dates and codes; words and countdown are the view's. A row
 * that is loading has empty texts. Main thread. */
#pragma once

#include <glib-object.h>

#include "loket-codes.h"
#include "loket-day.h"
#include "loket-moment.h"

G_BEGIN_DECLS

#define LOKET_TYPE_CASE_ROW (loket_case_row_get_type ())
G_DECLARE_FINAL_TYPE (LoketCaseRow, loket_case_row, LOKET, CASE_ROW, GObject)

const char     *loket_case_row_get_case_id   (LoketCaseRow *self);
const char     *loket_case_row_get_reference (LoketCaseRow *self);
const char     *loket_case_row_get_subject   (LoketCaseRow *self);
const char     *loket_case_row_get_person    (LoketCaseRow *self);
LoketStep       loket_case_row_get_step      (LoketCaseRow *self);
const char     *loket_case_row_get_clock     (LoketCaseRow *self);
LoketClockState loket_case_row_get_state     (LoketCaseRow *self);
LoketDay        loket_case_row_get_last_day  (LoketCaseRow *self);
LoketDay        loket_case_row_get_due       (LoketCaseRow *self);
LoketDay        loket_case_row_get_work_by   (LoketCaseRow *self);
LoketMoment     loket_case_row_get_due_at    (LoketCaseRow *self);
LoketUrgency    loket_case_row_get_urgency   (LoketCaseRow *self);
gboolean        loket_case_row_get_pending   (LoketCaseRow *self);
gboolean        loket_case_row_is_loading    (LoketCaseRow *self);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the window for a new complaint share. */
#pragma once

#include "loket-choice-row.h"
#include "loket-date-row.h"
#include "loket-demand-list.h"
#include "loket-draft-keeper.h"
#include "loket-grievance-list.h"
#include "loket-intake-box.h"
#include "loket-intake-extras.h"
#include "loket-new-complaint-window.h"
#include "loket-routing-guide.h"
#include "loket-similar-list.h"
#include "loket-text-row.h"

G_BEGIN_DECLS

struct _LoketNewComplaintWindow {
  AdwWindow parent_instance;

  GtkWidget *content;
  GtkLabel *error;
  GtkBox *draft_note;
  LoketChoiceRow *agency;
  LoketDateRow *received;
  AdwEntryRow *received_at; /* only where a clock counts hours */
  LoketDateRow *registered;
  GtkLabel *received_hint;
  LoketChoiceRow *carrier;
  LoketChoiceRow *channel;
  LoketChoiceRow *language;
  GtkSwitch *anonymous;
  GtkWidget *person_list;
  AdwEntryRow *name;
  AdwEntryRow *organisation;
  AdwEntryRow *street;
  AdwEntryRow *post_code;
  AdwEntryRow *city;
  AdwEntryRow *email;
  AdwEntryRow *phone;
  LoketDateRow *birth_date;      /* only where the procedure asks it */
  AdwEntryRow *national_number;  /* only where the agency is authorised */
  LoketSimilarList *similar;
  GtkButton *similar_button;     /* in sight wherever the form is scrolled to */
  AdwEntryRow *subject;
  AdwEntryRow *service;
  GtkMenuButton *units;
  LoketTextRow *facts;
  LoketGrievanceList *grievances;
  LoketDemandList *demand;
  LoketRoutingGuide *routing;
  LoketChoiceRow *answer_channel;
  LoketIntakeExtras *extras;
  LoketIntakeBox *intake;
  GtkWidget *appeal;
  GtkLabel *appeal_until;
  GtkLabel *appeal_note;

  LoketSession *session;    /* (owned) */
  LoketDesk *desk;          /* of the session */
  LoketDraftKeeper *keeper; /* (owned) */
  gboolean filling;         /* we fill the fields, nobody types */
  gboolean doing;           /* the case is being kept */
};

LoketProfile *_loket_new_complaint_get_profile  (LoketNewComplaintWindow *self);
void          _loket_new_complaint_fill_choices (LoketNewComplaintWindow *self);
void          _loket_new_complaint_mark_fields  (LoketNewComplaintWindow *self);
JsonObject   *_loket_new_complaint_gather       (LoketNewComplaintWindow *self);
void          _loket_new_complaint_spread       (LoketNewComplaintWindow *self, JsonObject *facts);
void          _loket_new_complaint_show_signs   (LoketNewComplaintWindow *self);
gboolean      _loket_new_complaint_parse_time   (const char *text, int *hour, int *minute);
char         *_loket_new_complaint_check        (LoketNewComplaintWindow *self, GtkWidget **where);
const char   *_loket_new_complaint_hint_receipt (LoketNewComplaintWindow *self);

G_END_DECLS

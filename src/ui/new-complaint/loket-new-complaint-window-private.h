/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the window for a new complaint share. */
#pragma once

#include "loket-choice-row.h"
#include "loket-date-row.h"
#include "loket-draft-keeper.h"
#include "loket-grievance-list.h"
#include "loket-new-complaint-window.h"
#include "loket-text-row.h"

G_BEGIN_DECLS

struct _LoketNewComplaintWindow {
  AdwWindow parent_instance;

  GtkWidget *content;
  GtkLabel *error;
  GtkBox *draft_note;
  LoketChoiceRow *agency;
  LoketDateRow *received;
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
  AdwEntryRow *subject;
  AdwEntryRow *service;
  LoketTextRow *facts;
  LoketGrievanceList *grievances;
  LoketChoiceRow *demand;
  LoketChoiceRow *answer_channel;

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
char         *_loket_new_complaint_check        (LoketNewComplaintWindow *self, GtkWidget **where);
const char   *_loket_new_complaint_hint_receipt (LoketNewComplaintWindow *self);

G_END_DECLS

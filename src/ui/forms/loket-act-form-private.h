/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the form of an act share. */
#pragma once

#include "loket-act-form.h"
#include "loket-bundle-row.h"
#include "loket-date-row.h"
#include "loket-draft-keeper.h"
#include "loket-effect-box.h"
#include "loket-form-spec.h"

G_BEGIN_DECLS

struct _LoketActForm {
  AdwWindow parent_instance;

  AdwWindowTitle *window_title;
  GtkLabel *intro;
  GtkBox *draft_note;
  GtkBox *notices;
  GtkBox *field_box;
  LoketDateRow *day;
  GtkWidget *day_list;
  GtkListBox *bundle_list;
  LoketEffectBox *effect;
  GtkButton *done_button;
  GtkWidget *content;

  LoketSession *session;    /* (owned) */
  LoketDossier *dossier;    /* (owned) */
  const LoketFormSpec *spec;
  char *act_id;             /* (nullable): the act that is annulled */
  LoketBundleRow *bundle;   /* (nullable): where the act can be done in other cases too */
  JsonArray *unseen;        /* (nullable) (owned): of a draft that was adapted: ids of what others did */
  GPtrArray *fields;        /* (element-type LoketFormField): children of the window */
  LoketDraftKeeper *keeper; /* (owned) */
  LoketDesk *desk;          /* of the session */
  guint preview_timer;
  gboolean doing;           /* the person is asked, or the act is being kept */
  gboolean filling;         /* we fill the fields, nobody types */
};

JsonObject *_loket_act_form_gather         (LoketActForm *self);
void        _loket_act_form_judge_bundle   (LoketActForm *self);
void        _loket_act_form_add_bundle     (LoketActForm *self);
void        _loket_act_form_do_bundle      (LoketActForm *self, LoketAct *act);
void        _loket_act_form_finish         (LoketActForm *self, LoketAct *act, const char *also);
void        _loket_act_form_fit            (LoketActForm *self);
void        _loket_act_form_install_actions (GtkWidgetClass *klass);

G_END_DECLS

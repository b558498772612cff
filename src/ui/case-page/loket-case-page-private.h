/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the case page share. */
#pragma once

#include <adwaita.h>

#include "loket-act-menu.h"
#include "loket-case-heading.h"
#include "loket-case-page.h"
#include "loket-documents.h"
#include "loket-guide.h"
#include "loket-parties.h"
#include "loket-timeline.h"

G_BEGIN_DECLS

struct _LoketCasePage {
  GtkWidget parent_instance;

  AdwHeaderBar *header_bar;
  GtkLabel *reference;
  GtkStack *stack;
  AdwStatusPage *failure;
  LoketCaseHeading *heading;
  GtkStack *tabs;
  GtkStackPage *documents_page;
  GtkScrolledWindow *guide_scroll;
  LoketGuide *guide;
  LoketTimeline *timeline;
  LoketDocuments *documents;
  LoketParties *parties;
  GtkMenuButton *act_button;
  GtkMenuButton *letters_button;
  LoketActMenu *act_menu;

  LoketSession *session;     /* (owned) (nullable) */
  LoketDossier *dossier;     /* (owned) (nullable) */
  char *case_id;             /* (nullable): shown, or being loaded */
  GCancellable *cancellable; /* (owned) (nullable): of the load under way */
  GSignalGroup *desk_watch;  /* (owned) */
  GSimpleActionGroup *acts;  /* (owned) */
  gboolean holds_minutes;    /* a deadline is under a day away */
};

void _loket_case_page_install_actions (LoketCasePage *self);
void _loket_case_page_update_actions  (LoketCasePage *self);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the window share. */
#pragma once

#include "loket-banner.h"
#include "loket-case-list-pane.h"
#include "loket-case-names.h"
#include "loket-case-page.h"
#include "loket-line-state.h"
#include "loket-notice-card.h"
#include "loket-pending-page.h"
#include "loket-record-page.h"
#include "loket-sync-page.h"
#include "loket-view-sidebar.h"
#include "loket-window.h"

G_BEGIN_DECLS

struct _LoketWindow {
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  LoketBanner *banner;
  LoketNoticeCard *brake_card;
  LoketNoticeCard *salvage_card;
  GtkWidget *sidebar_pane;
  GtkPaned *outer_paned;
  GtkStack *pages;           /* `cases`: list and case; `pending`; `sync`; `record` */
  GtkPaned *inner_paned;
  LoketViewSidebar *sidebar;
  LoketCaseListPane *list_pane;
  LoketCasePage *case_page;
  LoketPendingPage *pending_page;
  LoketSyncPage *sync_page;
  LoketRecordPage *record_page;
  LoketLineState *line_state;
  GtkLabel *demo_mark;

  AdwToast *toast;           /* (nullable): the one that is shown; weak */
  LoketSession *session;     /* (owned) */
  char *brake_shown;         /* (nullable): what its card was last built from */
  LoketCaseNames *names;     /* (owned): of the cases that would go */
  GPtrArray *done;           /* (owned): acts done here, the last one at the end, for Ctrl+Z */
  guint told;                /* so many of them were told */
  guint announcing;          /* timer: it is said soon; 0: it was said */
  char *list_view;           /* (nullable): the view of the list, also while another page is shown */
  gboolean holds_minutes;    /* the banner shows two clocks */
  gboolean salvage_shown;    /* its card is built */
  gboolean asking;           /* whether to close while something waits */
  gboolean closing;          /* the person said so, though something waits */
  GCancellable *cancellable; /* (owned): of what the window began */
  GSignalGroup *desk_watch;  /* (owned) */
};

void _loket_window_install_actions (LoketWindow *self);
void _loket_window_show_view       (LoketWindow *self, const char *view);
void _loket_window_show_cases      (LoketWindow *self);
void _loket_window_install_drafts  (LoketWindow *self);
gboolean _loket_window_ask_unsent  (LoketWindow *self);
void _loket_window_install_pending (LoketWindow *self);
void _loket_window_send_all        (LoketWindow *self);
void _loket_window_install_undo    (LoketWindow *self);
void _loket_window_toast_gone      (LoketWindow *self);
void _loket_window_announce        (LoketWindow *self, const char *act_id, const char *text);
void _loket_window_stop_announcing (LoketWindow *self);
void _loket_window_open_case       (LoketWindow *self, const char *case_id);
AdwToast *_loket_window_toast_new  (const char *text);
void _loket_window_show_toast      (LoketWindow *self, AdwToast *toast);
void _loket_window_toast           (LoketWindow *self, const char *text);
void _loket_window_show_banner     (LoketWindow *self);
void _loket_window_install_sync    (LoketWindow *self);
void _loket_window_install_salvage (LoketWindow *self);
void _loket_window_show_salvage    (LoketWindow *self);
void _loket_window_install_brake   (LoketWindow *self);
void _loket_window_show_brake      (LoketWindow *self);
void _loket_window_restore_state   (LoketWindow *self);
void _loket_window_save_state      (LoketWindow *self);

G_END_DECLS

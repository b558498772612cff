/* SPDX-License-Identifier: EUPL-1.2 */
/* A real desk in a folder of its own, without a loket, with one complaint taken in: what the tests
 * of forms work with. Fixed day: Monday 23 November 2026. */
#pragma once

#include <gtk/gtk.h>

#include "loket-session.h"

typedef struct {
  char *folder;
  LoketDesk *desk;
  LoketSession *session;
} UiDesk;

void          ui_desk_open        (UiDesk *self, const char *language);
void          ui_desk_reopen      (UiDesk *self, const char *language, void (*change) (const char *folder));
void          ui_desk_change_work (const char *folder, const char *sql);
void          ui_desk_close       (UiDesk *self);
LoketDossier *ui_desk_register    (UiDesk *self, const char *received_on);
LoketDossier *ui_desk_load        (UiDesk *self, const char *case_id);
void          ui_desk_do          (UiDesk *self, LoketDossier *dossier, const char *type, JsonObject *payload);
void          ui_desk_take_back   (UiDesk *self, const char *id);
void          ui_desk_erase       (UiDesk *self, const char *case_id);
JsonObject   *ui_desk_parse       (const char *json);
GtkWidget    *ui_desk_find_widget (GtkWidget *widget, GType type);
GtkWidget    *ui_desk_find_label  (GtkWidget *widget, const char *part);
GtkWidget    *ui_desk_await_label (GtkWidget *widget, const char *part);

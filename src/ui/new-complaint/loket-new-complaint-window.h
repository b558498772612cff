/* SPDX-License-Identifier: EUPL-1.2 */
/* Taking in a complaint: one form, which works without a network too. */
#pragma once

#include <adwaita.h>

#include "loket-session.h"

G_BEGIN_DECLS

#define LOKET_TYPE_NEW_COMPLAINT_WINDOW (loket_new_complaint_window_get_type ())
G_DECLARE_FINAL_TYPE (LoketNewComplaintWindow, loket_new_complaint_window, LOKET, NEW_COMPLAINT_WINDOW, AdwWindow)

void loket_new_complaint_window_present (GtkWindow *parent, LoketSession *session, const char *draft_key);

G_END_DECLS

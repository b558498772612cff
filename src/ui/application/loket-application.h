/* SPDX-License-Identifier: EUPL-1.2 */
/* The program: its options, the desk that it opens, and its windows. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LOKET_TYPE_APPLICATION (loket_application_get_type ())
G_DECLARE_FINAL_TYPE (LoketApplication, loket_application, LOKET, APPLICATION, AdwApplication)

LoketApplication *loket_application_new (void);

G_END_DECLS

/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of files that come from outside, made harmless.
 *
 * Whoever sent a complaint chose the names of its documents: such a name must not leave its folder,
 * hide what it is, or be one that some system treats as a device. Pure; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LOKET_FILE_NAME_BYTES_MAX 120

char *loket_file_name_make_safe (const char *name);

G_END_DECLS

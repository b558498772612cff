/* SPDX-License-Identifier: EUPL-1.2 */
/* The simulator's command line: runs schedules, replays one, shrinks what fails.
 *
 *   simulate --seeds A-B [--jobs N] [--time SECONDS] [--found DIR]
 *   simulate --replay SEED | --file FILE [--trace]
 *   simulate --folder DIR        every schedule in it, none may fail */
#include <gio/gio.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "loket-sim-run.h"

static char *seeds, *replay, *file, *folder, *found;
static int jobs = 1, seconds = 0;
static gboolean trace, twice, hashes;

static const GOptionEntry entries[] = {
    {"seeds", 0, 0, G_OPTION_ARG_STRING, &seeds, "schedules of these seeds", "A-B"},
    {"jobs", 0, 0, G_OPTION_ARG_INT, &jobs, "so many processes", "N"},
    {"time", 0, 0, G_OPTION_ARG_INT, &seconds, "begin no schedule after so many seconds", "S"},
    {"replay", 0, 0, G_OPTION_ARG_STRING, &replay, "the schedule of one seed", "SEED"},
    {"file", 0, 0, G_OPTION_ARG_FILENAME, &file, "a schedule that was written down", "FILE"},
    {"folder", 0, 0, G_OPTION_ARG_FILENAME, &folder, "all schedules of a folder", "DIR"},
    {"found", 0, 0, G_OPTION_ARG_FILENAME, &found, "where what fails is written, shrunk", "DIR"},
    {"trace", 0, 0, G_OPTION_ARG_NONE, &trace, "print what happens", NULL},
    {"hashes", 0, 0, G_OPTION_ARG_NONE, &hashes, "print the hash of each trace", NULL},
    {"twice", 0, 0, G_OPTION_ARG_NONE, &twice, "run each twice and compare the traces", NULL},
    {NULL}};

typedef struct {
  guint64 schedules;
  guint64 operations;
  guint64 faults;
  guint64 violations;
  double cpu_s; /* without shrinking */
  guint64 last_seed;
} Totals;

static volatile sig_atomic_t told_to_stop;

/* The totals are told all the same: a long run may be ended at any time. */
static void
stop_cb (int signal_number)
{
  told_to_stop = 1;
}

static double
get_cpu_s (void)
{
  struct timespec now;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static void
add (Totals *totals, const SimSchedule *schedule, const SimOutcome *outcome)
{
  guint operations, faults;

  sim_schedule_count (schedule, &operations, &faults);
  totals->schedules++;
  totals->operations += operations;
  totals->faults += faults;
  totals->violations += outcome->violation != NULL;
  totals->last_seed = schedule->seed;
}

static void
write_found (const SimTemplate *template, const SimSchedule *schedule, const SimOutcome *outcome)
{
  g_autoptr (SimSchedule) small = sim_shrink (template, schedule, outcome->violation);
  g_autofree char *text = sim_schedule_to_text (small);
  g_autofree char *whole = g_strdup_printf ("# %s\n%s", outcome->violation, text);
  g_autofree char *name =
      g_strdup_printf ("%s-%" G_GUINT64_FORMAT ".txt", outcome->violation, schedule->seed);
  g_autofree char *path = g_build_filename (found != NULL ? found : ".", name, NULL);

  g_file_set_contents (path, whole, -1, NULL);
  g_print ("shrunk to %u steps: %s\n", small->steps->len, path);
}

static void
say_hash (const SimSchedule *schedule, const SimOutcome *outcome)
{
  g_print ("seed %" G_GUINT64_FORMAT " trace %016" G_GINT64_MODIFIER "x lines %" G_GUINT64_FORMAT
           " %s\n",
           schedule->seed, outcome->hash, outcome->n_lines,
           outcome->violation != NULL ? outcome->violation : "well");
}

static gboolean
run_one (const SimTemplate *template, const SimSchedule *schedule, Totals *totals)
{
  g_auto (SimOutcome) outcome = {0};
  g_auto (SimOutcome) second = {0};

  double begin_s = get_cpu_s ();

  sim_run (template, schedule, trace, &outcome);
  totals->cpu_s += get_cpu_s () - begin_s;
  if (twice && outcome.violation == NULL) {
    sim_run (template, schedule, FALSE, &second);
    if (second.hash != outcome.hash)
      outcome.violation = g_strdup ("notTheSameTwice");
  }
  add (totals, schedule, &outcome);
  if (hashes)
    say_hash (schedule, &outcome);
  if (outcome.violation == NULL)
    return TRUE;
  g_print ("seed %" G_GUINT64_FORMAT " step %u: %s: %s\n", schedule->seed, outcome.step,
           outcome.violation, outcome.detail != NULL ? outcome.detail : "");
  if (found != NULL)
    write_found (template, schedule, &outcome);
  return FALSE;
}

static Totals
run_range (guint64 first, guint64 last, guint64 stride)
{
  SimTemplate *template = sim_template_new ();
  Totals totals = {0};
  gint64 end_us = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  for (guint64 seed = first; seed <= last; seed += stride) {
    g_autoptr (SimSchedule) schedule = sim_schedule_new_from_seed (seed);

    if (told_to_stop || (seconds > 0 && g_get_monotonic_time () > end_us))
      break;
    if (!run_one (template, schedule, &totals))
      break;
  }
  sim_template_free (template);
  return totals;
}

/* Each job in a process of its own; its totals come through a pipe. */
static void
run_jobs (guint64 first, guint64 last, Totals *totals)
{
  int pipes[2];

  g_assert_cmpint (pipe (pipes), ==, 0);
  for (int i = 0; i < jobs; i++) {
    if (fork () == 0) {
      Totals mine = run_range (first + (guint64) i, last, (guint64) jobs);

      g_assert_cmpint (write (pipes[1], &mine, sizeof mine), ==, sizeof mine);
      _exit (mine.violations > 0);
    }
  }
  for (int i = 0; i < jobs; i++) {
    Totals theirs;
    int status;

    wait (&status);
    if (!WIFEXITED (status)) {
      g_print ("a process died of signal %d\n", WTERMSIG (status));
      totals->violations++;
      continue;
    }
    g_assert_cmpint (read (pipes[0], &theirs, sizeof theirs), ==, sizeof theirs);
    totals->schedules += theirs.schedules;
    totals->operations += theirs.operations;
    totals->faults += theirs.faults;
    totals->violations += theirs.violations;
    totals->cpu_s += theirs.cpu_s;
    totals->last_seed = MAX (totals->last_seed, theirs.last_seed);
  }
}

static SimSchedule *
read_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  SimSchedule *schedule = NULL;

  if (g_file_get_contents (path, &text, NULL, &error))
    schedule = sim_schedule_new_parse (text, &error);
  if (schedule == NULL)
    g_printerr ("%s: %s\n", path, error->message);
  return schedule;
}

static void
run_folder (Totals *totals)
{
  SimTemplate *template = sim_template_new ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (SimSchedule) schedule = g_str_has_suffix (name, ".txt") ? read_file (path) : NULL;

    if (schedule != NULL && !run_one (template, schedule, totals))
      g_print ("that was %s\n", path);
  }
  sim_template_free (template);
}

static int
run_single (void)
{
  SimTemplate *template = sim_template_new ();
  g_autoptr (SimSchedule) schedule =
      file != NULL ? read_file (file)
                   : sim_schedule_new_from_seed (g_ascii_strtoull (replay, NULL, 10));
  g_auto (SimOutcome) outcome = {0};

  if (schedule == NULL)
    return 2;
  sim_run (template, schedule, trace, &outcome);
  say_hash (schedule, &outcome);
  if (outcome.violation != NULL)
    g_print ("step %u: %s\n", outcome.step, outcome.detail);
  if (outcome.violation != NULL && found != NULL)
    write_found (template, schedule, &outcome);
  sim_template_free (template);
  return outcome.violation != NULL;
}

static void
say_totals (const Totals *totals, double wall_s)
{
  g_print ("up to seed %" G_GUINT64_FORMAT ": %" G_GUINT64_FORMAT " schedules, %" G_GUINT64_FORMAT
           " operations, %" G_GUINT64_FORMAT " faults, %" G_GUINT64_FORMAT
           " violations, %.1f s, %.1f s CPU, %.1f ms each\n",
           totals->last_seed, totals->schedules, totals->operations, totals->faults,
           totals->violations, wall_s, totals->cpu_s,
           totals->schedules > 0 ? totals->cpu_s * 1000 / (double) totals->schedules : 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  gint64 begin_us = g_get_monotonic_time ();
  guint64 first, last;
  Totals totals = {0};

  setlocale (LC_ALL, "C.UTF-8");
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("%s\n", error->message);
    return 2;
  }
  sim_run_prepare ();
  signal (SIGTERM, stop_cb);
  signal (SIGINT, stop_cb);
  if (replay != NULL || file != NULL)
    return run_single ();
  if (folder != NULL) {
    run_folder (&totals);
  } else if (seeds != NULL && sscanf (seeds, "%" G_GINT64_MODIFIER "u-%" G_GINT64_MODIFIER "u",
                                      &first, &last) == 2) {
    if (jobs > 1)
      run_jobs (first, last, &totals);
    else
      totals = run_range (first, last, 1);
  } else {
    g_printerr ("simulate: --seeds A-B, --replay SEED, --file FILE or --folder DIR\n");
    return 2;
  }
  say_totals (&totals, (double) (g_get_monotonic_time () - begin_us) / G_USEC_PER_SEC);
  return totals.violations > 0;
}

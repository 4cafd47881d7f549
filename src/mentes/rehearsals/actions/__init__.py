"""What people can do around a rehearsal: plan it, invite to it, come in by its link, begin and end it, hang slides, give cues and
remarks, share its recording, say what to try next."""

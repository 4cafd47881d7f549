"""A form's field for one or several files."""

from django import forms


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """`clean` gives a list of uploaded files, each of which has passed what a single one must pass."""

    widget = ManyFiles

    def clean(self, data, initial=None) -> list:
        given = [one for one in data or [] if one]
        return [super(ManyFilesField, self).clean(one, initial) for one in given or ([None] if self.required else [])]

"""The table of members of staff."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import check_password
from django.db import models

from callpoint.records.fields import SaltField
from callpoint.rules.access import Badge, Role


class StaffMembers(BaseUserManager["StaffMember"]):
    """Finds members of staff by the name they sign in with."""


class StaffMember(AbstractBaseUser):
    """A person who works on reports. Nobody signs themselves up: see `actions.staffing`."""

    username = models.CharField(max_length=60, unique=True)
    display_name = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    unit = models.CharField(max_length=60, blank=True, default="")
    salt = SaltField()
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_given_at = models.DateTimeField(null=True)
    """When the one-time password was given; None once the password is their own."""
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = StaffMembers()

    def __str__(self) -> str:
        return self.display_name

    def check_password(self, raw_password: str | None) -> bool:
        """Say whether this is the password; the row stays as it is, where the framework would hash it anew unjournalled."""
        return check_password(raw_password, self.password)

    def badge(self) -> Badge:
        """Give what access looks at."""
        return Badge(role=self.role, unit=self.unit)

import callpoint.records.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0016_clocks"),
    ]

    operations = [
        migrations.CreateModel(
            name='Closing',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('salt', callpoint.records.fields.SaltField()),
                ('outcome', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=16)),
                ('letter', callpoint.records.fields.SealedField(blank=True, default=b'')),
                ('because', models.CharField(blank=True, default='', max_length=80)),
                ('batch', models.UUIDField(null=True)),
                ('proposed_at', models.DateTimeField()),
                ('checked_at', models.DateTimeField(null=True)),
                ('returned_at', models.DateTimeField(null=True)),
                ('return_reason', callpoint.records.fields.SealedField(blank=True, default=b'')),
                ('sent_at', models.DateTimeField(null=True)),
                ('opened_at', models.DateTimeField(null=True)),
                ('open_reason', callpoint.records.fields.SealedField(blank=True, default=b'')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='closings', to='records.report')),
                ('returned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['sent_at', 'returned_at', 'proposed_at'], name='closing_waits')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('returned_at__isnull', True), ('sent_at__isnull', True)), fields=('report',), name='one_closing_waits_at_a_time'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='nobody_checks_their_own_closing'), models.CheckConstraint(condition=models.Q(('sent_at__isnull', True), ('because', ''), ('checked_by__isnull', False), _connector='OR'), name='a_sensitive_letter_goes_out_checked')],
            },
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('salt', callpoint.records.fields.SaltField()),
                ('due_at', models.DateTimeField()),
                ('asked_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('choice', models.CharField(blank=True, default='', max_length=10)),
                ('words', callpoint.records.fields.SealedField(blank=True, default=b'')),
                ('closing', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='follow_up', to='records.closing')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='follow_ups', to='records.report')),
            ],
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('letter', models.UUIDField()),
                ('version', models.PositiveIntegerField()),
                ('salt', callpoint.records.fields.SaltField()),
                ('name', models.CharField(max_length=80)),
                ('outcome', models.CharField(max_length=40)),
                ('language', models.CharField(max_length=16)),
                ('parts', models.TextField()),
                ('is_gone', models.BooleanField(default=False)),
                ('edited_at', models.DateTimeField()),
                ('edited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('letter', 'version'), name='each_version_of_a_letter_once')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('salt', callpoint.records.fields.SaltField()),
                ('words', callpoint.records.fields.SealedField(blank=True, default=b'')),
                ('asked_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('result', models.CharField(blank=True, default='', max_length=10)),
                ('reasons', callpoint.records.fields.SealedField(blank=True, default=b'')),
                ('closing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='records.closing')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='records.report')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['decided_at', 'asked_at'], name='review_waits')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('report',), name='one_review_at_a_time')],
            },
        ),
    ]

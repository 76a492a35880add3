from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hekloos.web.accounts"
    label = "accounts"

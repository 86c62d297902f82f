namespace FuncGateway.Policies.Classification.Tables;

/// <summary>Names of parameters, in lower case with an underscore between words.</summary>
internal static class ParameterWords
{
    public const string Commands = """
        command cmd commands shell_command bash_command system_command terminal_command command_line commandline command_string cmdline shell bash
        powershell shell_script bash_script powershell_script
        """;

    /// <summary>Parameters that hold a program.</summary>
    public const string Scripts = """
        script scripts javascript js js_code javascript_code python python_code python_script script_content script_text script_code function_body
        code_to_run code_to_execute
        """;

    /// <summary>Parameters that hold a program, or the code of a country, a currency or an error.</summary>
    public const string Code = "code source_code snippet code_snippet";

    /// <summary>What a name says that is about a command: <c>explain_command</c> looks at it.</summary>
    public const string AboutCommands = "command commands cmd cmdline bash powershell syntax";

    /// <inheritdoc cref="AboutCommands"/>
    public const string AboutCode = "code script scripts snippet snippets javascript typescript python js source syntax function program programs";

    public const string Sql = "sql sql_query sql_statement sql_statements sql_text sql_command sql_script sql_code raw_sql query_sql cypher cypher_query";

    /// <summary>Parameters that hold SQL if their description says so.</summary>
    public const string Queries = "query statement statements q";

    public const string Amounts = "amount amount_usd amount_in amount_out total_amount amount_cents payment_amount sats amount_sats";

    public const string Recipients = """
        recipient recipient_address recipient_id to_address to_account to_wallet destination_address destination_account payee payee_id beneficiary
        receiver receiver_address receiver_id creditor iban wallet_address
        """;

    /// <summary>Parameters that make an amount one of money unless the tool only calculates.</summary>
    public const string Currencies = "currency currency_code token_address mint token_mint slippage slippage_bps card payment_method payment_method_id customer_id invoice_id";

    public const string Cards = "card_number cvv cvc cvv_code cvc_code card_cvv card_cvc routing_number bank_account_number";

    public const string CardSecrets = "cvv cvc cvv_code cvc_code card_cvv card_cvc security_code";

    public const string Deletions = """
        confirm_delete confirm_deletion hard_delete force_delete purge delete delete_all remove_all delete_permanently delete_source delete_files
        delete_existing delete_after delete_after_read wipe wipe_all erase erase_all purge_all destroy destroy_all drop_table drop_tables
        """;

    /// <summary>Parameters of a deletion, unless the tool reads.</summary>
    public const string Permanence = "permanent permanently";

    public const string Paths = "path file_path filepath filename file_name file target_path target_file";

    public const string Contents = "content contents file_text new_content file_content edits patch new_string new_text new_str";

    public const string Addressees = "to recipients to_email email_to channel channel_id chat_id phone_number";

    public const string Messages = "subject body message html_body text_body";

    public const string Urls = "url endpoint uri";

    public const string Methods = "method http_method verb";

    public const string Choices = "action operation op subcommand command method_name";
}

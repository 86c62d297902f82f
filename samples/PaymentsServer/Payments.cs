namespace PaymentsServer;

/// <summary>Three payments in memory, and how much of each has been refunded. Thread-safe.</summary>
public sealed class Payments
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Payment> _payments = new[]
    {
        new Payment("pay_1041", "Annual plan", 240.00m, 0),
        new Payment("pay_1042", "Team seats, April", 89.50m, 0),
        new Payment("pay_1043", "Support hours", 320.00m, 0),
    }.ToDictionary(payment => payment.Id);

    public IReadOnlyList<Payment> List()
    {
        lock (_gate)
        {
            return [.. _payments.Values];
        }
    }

    /// <summary>Refunds a part of a payment. Returns null if there is no such payment, or if less than that is left of it.</summary>
    public Payment? TryRefund(string id, decimal amount)
    {
        lock (_gate)
        {
            return _payments.TryGetValue(id, out var payment) && amount > 0 && payment.Refunded + amount <= payment.Amount
                ? _payments[id] = payment with { Refunded = payment.Refunded + amount }
                : null;
        }
    }
}

/// <param name="Refunded">How much of the amount has been returned.</param>
public sealed record Payment(string Id, string Description, decimal Amount, decimal Refunded);

/// <summary>Every payment.</summary>
public sealed record PaymentList(IReadOnlyList<Payment> Payments);

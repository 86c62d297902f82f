using System.Reflection;

namespace FuncGateway.Functions.Tests.Signatures;

/// <summary>Types as C# writes them, with the question marks that stand in the metadata.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(double)] = "double",
        [typeof(int)] = "int",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(void)] = "void",
        [typeof(Attribute)] = "System.Attribute",
    };

    public static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, NullableFlags.Of(parameter));

    public static string Of(PropertyInfo property) => Of(property.PropertyType, NullableFlags.Of(property));

    public static string Of(Type type) => Of(type, NullableFlags.None);

    private static string Of(Type type, NullableFlags flags)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Of(value, NullableFlags.None) + "?";
        }

        var mark = flags.TakeFor(type) ? "?" : "";
        var name = type.IsArray
            ? $"{Of(type.GetElementType() ?? typeof(object), flags)}[]"
            : Keywords.TryGetValue(type, out var keyword) ? keyword : Plain(type, flags);
        return name + mark;
    }

    private static string Plain(Type type, NullableFlags flags)
    {
        if (!type.IsGenericType)
        {
            return type.Name;
        }

        var arguments = type.GetGenericArguments().Select(argument => Of(argument, flags));
        return $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>";
    }
}
